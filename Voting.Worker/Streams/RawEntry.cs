using StackExchange.Redis;

namespace Voting.Worker.Streams;

/// <summary>One stream entry as Redis gave it: its id, and names and values in turn; nothing trusted yet.</summary>
/// <remarks>A handful of fields is searched faster than a dictionary of them is built.</remarks>
internal sealed record RawEntry(string Id, string?[] Fields)
{
    /// <summary>Characters of its fields: bytes in Redis, two bytes each in memory here.</summary>
    public long Size => Fields.Sum(value => (long)(value?.Length ?? 0));

    /// <summary>An entry that the client library read.</summary>
    public static RawEntry Of(in StreamEntry entry)
    {
        var values = entry.Values ?? [];
        var fields = new string?[2 * values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            fields[2 * i] = values[i].Name;
            fields[(2 * i) + 1] = values[i].Value;
        }

        return new(entry.Id.ToString(), fields);
    }

    /// <summary>The entries that a script answers. What was claimed but is deleted from the stream has no fields.</summary>
    public static List<RawEntry> All(RedisResult reply)
    {
        var entries = new List<RawEntry>(Math.Max(0, reply.Length));
        for (var i = 0; i < reply.Length; i++)
        {
            // Claimed, but deleted from the stream meanwhile: not an entry any more.
            if (reply[i].Length == 2)
            {
                entries.Add(new((string?)reply[i][0] ?? "", (string?[]?)reply[i][1] ?? []));
            }
        }

        return entries;
    }

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
