namespace Voting.Counting;

/// <summary>One distinct ballot of a ranking and how many voters cast it.</summary>
public readonly record struct WeightedRanking(Ranking Ranking, long Weight);

/// <summary>
/// The ballots of a ranking, each distinct content once with its weight. Every ranked method counts from this; the order of the contents changes nothing.
/// </summary>
public sealed class RankingBallots
{
    /// <summary>The largest sum of weights. Above it a vote with nine decimals would no longer fit its integer.</summary>
    public const long MaxTotal = 10_000_000_000_000;

    internal RankingBallots(int options, IReadOnlyList<WeightedRanking> contents, IReadOnlyList<int> withdrawn, long total)
    {
        Options = options;
        Contents = contents;
        Withdrawn = withdrawn;
        Total = total;
    }

    /// <summary>How many options the poll has, with those that withdrew.</summary>
    public int Options { get; }

    /// <summary>The distinct ballots.</summary>
    public IReadOnlyList<WeightedRanking> Contents { get; }

    /// <summary>Options that left before the count, ascending. Ballots are read as if these had never been named.</summary>
    public IReadOnlyList<int> Withdrawn { get; }

    /// <summary>The sum of all weights.</summary>
    public long Total { get; }

    /// <summary>Merges equal contents.</summary>
    /// <exception cref="ArgumentException">A ballot names an option that the poll does not have, or a weight is not positive.</exception>
    public static RankingBallots Of(int options, IEnumerable<WeightedRanking> ballots, params IReadOnlyList<int> withdrawn)
    {
        var builder = new RankingBallotsBuilder();
        foreach (var (ranking, weight) in ballots)
        {
            builder.Add(ranking, weight);
        }

        return builder.ToBallots(options, withdrawn);
    }

    internal bool[] Standing()
    {
        var standing = new bool[Options];
        Array.Fill(standing, true);
        foreach (var option in Withdrawn)
        {
            standing[option] = false;
        }

        return standing;
    }
}
