namespace Voting.Worker.Streams;

/// <summary>One stream entry as Redis gave it: its id and its fields, nothing trusted yet.</summary>
internal sealed record RawEntry(string Id, IReadOnlyDictionary<string, string> Fields)
{
    public string? this[string field] => Fields.GetValueOrDefault(field);
}
