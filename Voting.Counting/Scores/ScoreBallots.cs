namespace Voting.Counting;

/// <summary>One distinct ballot of scores and how many voters cast it.</summary>
/// <param name="Scores">A score per option; null when the voter gave none.</param>
/// <param name="Weight">How many voters cast it.</param>
public readonly record struct WeightedScores(IReadOnlyList<int?> Scores, long Weight);

/// <summary>
/// The ballots of a score poll. A missing score counts as <see cref="Lowest"/> in sums, medians and STAR, and not at all in a mean of given scores.
/// </summary>
public sealed class ScoreBallots
{
    private ScoreBallots(int options, int lowest, int highest, IReadOnlyList<WeightedScores> contents)
    {
        Options = options;
        Lowest = lowest;
        Highest = highest;
        Contents = contents;
        Total = contents.Sum(content => content.Weight);
    }

    /// <summary>How many options the poll has.</summary>
    public int Options { get; }

    /// <summary>The lowest score that a ballot can give.</summary>
    public int Lowest { get; }

    /// <summary>The highest score that a ballot can give.</summary>
    public int Highest { get; }

    /// <summary>The ballots.</summary>
    public IReadOnlyList<WeightedScores> Contents { get; }

    /// <summary>The sum of all weights.</summary>
    public long Total { get; }

    /// <summary>Checks and keeps the ballots.</summary>
    /// <exception cref="ArgumentException">A ballot has another number of scores than the poll has options, or a score outside the range.</exception>
    public static ScoreBallots Of(int options, int lowest, int highest, IEnumerable<WeightedScores> ballots)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(lowest, highest);
        WeightedScores[] contents = [.. ballots];
        foreach (var (scores, weight) in contents)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weight, nameof(ballots));
            if (scores.Count != options)
            {
                throw new ArgumentException($"A ballot has {scores.Count} scores for {options} options.", nameof(ballots));
            }

            if (scores.Any(score => score < lowest || score > highest))
            {
                throw new ArgumentException($"A score is outside {lowest} to {highest}.", nameof(ballots));
            }
        }
        return new ScoreBallots(options, lowest, highest, contents);
    }

    /// <summary>How often each option got each score: <c>[option][score - Lowest]</c>. Missing scores are counted as the lowest.</summary>
    internal long[][] Histogram()
    {
        var counts = Enumerable.Range(0, Options).Select(_ => new long[Highest - Lowest + 1]).ToArray();
        foreach (var (scores, weight) in Contents)
        {
            for (var option = 0; option < Options; option++)
            {
                counts[option][(scores[option] ?? Lowest) - Lowest] += weight;
            }
        }
        return counts;
    }
}
