using System.Diagnostics;
using System.Numerics;

namespace Voting.Load.Clients;

/// <summary>
/// A histogram of durations, 1 µs to over an hour, each kept to within 1.6 %: every power of two is cut into 64 equal parts,
/// as an HDR histogram does it. Recording allocates nothing.
/// </summary>
internal sealed class Latencies
{
    private const int SubBits = 6;
    private const int SubCount = 1 << SubBits;

    // Values below SubCount have a bucket each; every further power of two has SubCount of them.
    private readonly long[] _buckets = new long[SubCount * 28];

    public long Count { get; private set; }

    public TimeSpan Max { get; private set; }

    /// <summary>Records the time between two readings of <see cref="Stopwatch"/>.</summary>
    public void Record(long from, long to) => Record(Stopwatch.GetElapsedTime(from, to));

    public void Record(TimeSpan duration)
    {
        var index = Index(Math.Max(0, (long)duration.TotalMicroseconds));
        _buckets[Math.Min(index, _buckets.Length - 1)]++;
        Count++;
        Max = duration > Max ? duration : Max;
    }

    /// <summary>Milliseconds below which the given share (0 to 1) of the durations lies; 0 where there are none.</summary>
    public double PercentileMilliseconds(double share)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(Count * share));
        long seen = 0;
        for (var index = 0; index < _buckets.Length; index++)
        {
            seen += _buckets[index];
            if (seen >= wanted)
            {
                return Math.Min(HighestOf(index) / 1000.0, Max.TotalMilliseconds);
            }
        }

        return 0;
    }

    private static int Index(long microseconds)
    {
        if (microseconds < SubCount)
        {
            return (int)microseconds;
        }

        var power = BitOperations.Log2((ulong)microseconds) - SubBits;
        return ((power + 1) << SubBits) + (int)((microseconds >> power) - SubCount);
    }

    private static long HighestOf(int index)
    {
        if (index < SubCount)
        {
            return index;
        }

        var power = (index >> SubBits) - 1;
        return (((long)(index & (SubCount - 1)) + SubCount + 1) << power) - 1;
    }
}
