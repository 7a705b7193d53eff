namespace Voting.Counting.Tests.Plain;

/// <summary>A ballot as the second implementation sees it: one list of options per rank; null is an overvote whose marks are not recorded.</summary>
internal sealed record PlainBallot(List<int[]?> Ranks, long Weight)
{
    /// <summary>A rank that named only options that withdrew: nobody is marked, but the voter did not skip it.</summary>
    public static readonly int[] Gone = [-1];

    public static List<PlainBallot> From(RankingBallots ballots) => [.. ballots.Contents.Select(content =>
        new PlainBallot([.. content.Ranking.Ranks.Select(rank => rank.Overvoted ? null : Standing(rank.Options, ballots.Withdrawn))], content.Weight))];

    private static int[] Standing(IReadOnlyList<int> options, IReadOnlyList<int> withdrawn) =>
        options.Count > 0 && options.All(withdrawn.Contains) ? Gone : [.. options.Where(option => !withdrawn.Contains(option))];

    private readonly int[] _levels = [.. Enumerable.Range(0, 8).Select(option => Ranks.FindIndex(rank => rank is not null && Array.IndexOf(rank, option) >= 0))];

    /// <summary>The rank where an option is marked first; -1 when never.</summary>
    public int LevelOf(int option) => _levels[option];

    public bool Prefers(int option, int other)
    {
        var (own, others) = (LevelOf(option), LevelOf(other));
        return own >= 0 && (others < 0 || own < others);
    }

    /// <summary>One option after the other, until a rank carries several marks.</summary>
    public int[] Order()
    {
        var order = new List<int>();
        foreach (var rank in Ranks.Where(rank => !ReferenceEquals(rank, Gone)))
        {
            if (rank is null || rank.Distinct().Count() > 1)
            {
                break;
            }

            if (rank.Length > 0 && !order.Contains(rank[0]))
            {
                order.Add(rank[0]);
            }
        }
        return [.. order];
    }
}
