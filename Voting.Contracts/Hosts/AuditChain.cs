using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Voting.Contracts.Hosts;

/// <summary>
/// Ties each entry of an audit log to all before it: who changes, drops or inserts one has to change every later hash, and whoever kept a
/// later hash can tell. Hashed are the lines previous hash, poll, sequence, time, action, actor and detail, in UTF-8, with a line feed between them.
/// </summary>
public static class AuditChain
{
    /// <summary>What stands for the hash before the first entry.</summary>
    public const string Start = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>The hash of <paramref name="entry"/>, whatever hash it carries.</summary>
    public static string Hash(string previous, string poll, AuditEntry entry) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        previous, poll, entry.Sequence.ToString(CultureInfo.InvariantCulture), Text(entry.At), entry.Action, entry.Actor, entry.Detail))));

    /// <summary>Whether <paramref name="entries"/> are the whole log of <paramref name="poll"/> up to the last of them, as it was written.</summary>
    public static bool IsUnbroken(string poll, IEnumerable<AuditEntry> entries)
    {
        var (previous, sequence) = (Start, 0);
        foreach (var entry in entries)
        {
            if (entry.Sequence != ++sequence || entry.Hash != Hash(previous, poll, entry))
            {
                return false;
            }

            previous = entry.Hash;
        }

        return true;
    }

    /// <summary>The whole millisecond that has begun: what every store keeps as it is.</summary>
    public static DateTimeOffset Millisecond(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    private static string Text(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
