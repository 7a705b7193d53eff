using System.Runtime.InteropServices;

namespace Voting.Counting;

/// <summary>A mean as an exact fraction. Compare by cross-multiplying; the division is for display only.</summary>
/// <param name="Sum">The sum of the scores.</param>
/// <param name="Count">How many scores.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Mean(long Sum, long Count) : IComparable<Mean>
{
    /// <summary>Compares exactly; a mean of no score is below every other.</summary>
    public int CompareTo(Mean other) => (Count, other.Count) switch
    {
        (0, 0) => 0,
        (0, _) => -1,
        (_, 0) => 1,
        _ => ((Int128)Sum * other.Count).CompareTo((Int128)other.Sum * Count),
    };

    /// <summary>The mean as a decimal, rounded.</summary>
    public decimal? Value => Count == 0 ? null : (decimal)Sum / Count;

    /// <summary>True when <paramref name="left"/> is lower.</summary>
    public static bool operator <(Mean left, Mean right) => left.CompareTo(right) < 0;

    /// <summary>True when <paramref name="left"/> is higher.</summary>
    public static bool operator >(Mean left, Mean right) => left.CompareTo(right) > 0;

    /// <summary>True when <paramref name="left"/> is not higher.</summary>
    public static bool operator <=(Mean left, Mean right) => left.CompareTo(right) <= 0;

    /// <summary>True when <paramref name="left"/> is not lower.</summary>
    public static bool operator >=(Mean left, Mean right) => left.CompareTo(right) >= 0;
}

/// <summary>The result of adding scores.</summary>
/// <param name="Winners">Everyone with the highest sum, or the highest mean.</param>
/// <param name="Totals">The sum of each option.</param>
/// <param name="Means">The mean of the scores that were given.</param>
public sealed record ScoreResult(IReadOnlyList<int> Winners, IReadOnlyList<long> Totals, IReadOnlyList<Mean> Means);

/// <summary>Score voting by sum or mean. Source: W. D. Smith, Range voting (2000); a missing score adds nothing above the lowest to a sum and is left out of a mean.</summary>
public static class ScoreCount
{
    /// <summary>The highest sum wins.</summary>
    public static ScoreResult BySum(ScoreBallots ballots)
    {
        var (totals, means) = Add(ballots);
        var most = totals.Max();
        return new ScoreResult(ballots.Total == 0 ? [] : [.. Enumerable.Range(0, totals.Length).Where(option => totals[option] == most)], totals, means);
    }

    /// <summary>The highest mean of the given scores wins. An option that few voters know can win; polls that mind use the sum.</summary>
    public static ScoreResult ByMean(ScoreBallots ballots)
    {
        var (totals, means) = Add(ballots);
        var best = means.Max();
        return new ScoreResult(best.Count == 0 ? [] : [.. Enumerable.Range(0, means.Length).Where(option => means[option].CompareTo(best) == 0)], totals, means);
    }

    internal static (long[] Totals, Mean[] Means) Add(ScoreBallots ballots)
    {
        var totals = new long[ballots.Options];
        var given = new long[ballots.Options];
        var counts = new long[ballots.Options];
        foreach (var (scores, weight) in ballots.Contents)
        {
            for (var option = 0; option < totals.Length; option++)
            {
                totals[option] += (scores[option] ?? ballots.Lowest) * weight;
                if (scores[option] is not { } score)
                {
                    continue;
                }

                given[option] += score * weight;
                counts[option] += weight;
            }
        }
        return (totals, [.. given.Select((sum, option) => new Mean(sum, counts[option]))]);
    }
}
