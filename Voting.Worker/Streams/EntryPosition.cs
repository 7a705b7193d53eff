using System.Globalization;

namespace Voting.Worker.Streams;

/// <summary>A stream entry's id as one number that orders as the stream does: <c>milliseconds &lt;&lt; 20 | sequence</c> (docs/contracts.md).</summary>
internal static class EntryPosition
{
    private const int SequenceBits = 20;
    private const long MaxMilliseconds = (1L << 43) - 1;
    private const long MaxSequence = (1L << SequenceBits) - 1;

    /// <summary>False for what is no entry id, and for one too large to have come from a clock.</summary>
    public static bool TryParse(string id, out long position)
    {
        position = 0;
        var dash = id.IndexOf('-', StringComparison.Ordinal);
        if (dash <= 0
            || !long.TryParse(id.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            || !long.TryParse(id.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            || milliseconds > MaxMilliseconds
            || sequence > MaxSequence)
        {
            return false;
        }

        position = (milliseconds << SequenceBits) | sequence;
        return true;
    }

    /// <summary>The entry id of a position.</summary>
    public static string Id(long position) => string.Create(CultureInfo.InvariantCulture, $"{position >> SequenceBits}-{position & MaxSequence}");

    /// <summary>The last position of a millisecond.</summary>
    public static long LastOf(long milliseconds) => (Math.Min(milliseconds, MaxMilliseconds) << SequenceBits) | MaxSequence;

    /// <summary>When the entry was added, by Redis's clock.</summary>
    public static DateTimeOffset Time(long position) => DateTimeOffset.FromUnixTimeMilliseconds(position >> SequenceBits);
}
