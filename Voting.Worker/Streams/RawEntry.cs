namespace Voting.Worker.Streams;

/// <summary>One stream entry as Redis gave it: its id, and names and values in turn; nothing trusted yet.</summary>
/// <remarks>A handful of fields is searched faster than a dictionary of them is built.</remarks>
internal sealed record RawEntry(string Id, string?[] Fields)
{
    /// <summary>Characters of its fields: bytes in Redis, two bytes each in memory here.</summary>
    public long Size => Fields.Sum(value => (long)(value?.Length ?? 0));

    /// <summary>The value of a field; of one that is there twice, the last.</summary>
    public string? this[string field]
    {
        get
        {
            for (var i = Fields.Length - 2; i >= 0; i -= 2)
            {
                if (Fields[i] == field)
                {
                    return Fields[i + 1];
                }
            }

            return null;
        }
    }
}
