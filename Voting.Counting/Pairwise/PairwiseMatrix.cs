namespace Voting.Counting;

/// <summary>
/// How many ballots prefer each option to each other. Options without a rank are level with each other and below every ranked one; an equal rank counts for neither;
/// an overvote whose marks are not recorded is passed over; the first of repeated marks counts.
/// </summary>
public sealed class PairwiseMatrix
{
    private readonly long[] _wins;

    internal PairwiseMatrix(int options, long[] wins, IReadOnlyList<int> standing)
    {
        Options = options;
        _wins = wins;
        Standing = standing;
    }

    /// <summary>How many options there are, with those that withdrew.</summary>
    public int Options { get; }

    /// <summary>Options that did not withdraw, ascending.</summary>
    public IReadOnlyList<int> Standing { get; }

    /// <summary>Ballots that prefer <paramref name="row"/> to <paramref name="column"/>.</summary>
    public long this[int row, int column] => _wins[row * Options + column];

    /// <summary>The option that more ballots prefer to each other one than the reverse; null when there is none. Source: Condorcet 1785.</summary>
    public int? CondorcetWinner => Standing.Where(option => Standing.All(other => other == option || Beats(option, other))).Select(option => (int?)option).FirstOrDefault();

    /// <summary>True when more ballots prefer <paramref name="option"/> to <paramref name="other"/> than the reverse.</summary>
    public bool Beats(int option, int other) => this[option, other] > this[other, option];

    /// <summary>
    /// The smallest group of which every member beats every option outside. Source: J. H. Smith, Aggregation of preferences with variable electorate, Econometrica 41 (1973).
    /// </summary>
    public IReadOnlyList<int> SmithSet()
    {
        // Grow from the option that loses to or ties with fewest: whoever is not beaten by the whole group belongs to it.
        if (Standing.Count == 0)
        {
            return [];
        }

        var start = Standing.MinBy(option => Standing.Count(other => other != option && !Beats(option, other)));
        var group = new SortedSet<int> { start };
        while (Standing.FirstOrDefault(option => !group.Contains(option) && group.Any(member => !Beats(member, option)), -1) is var added and >= 0)
        {
            group.Add(added);
        }

        return [.. group];
    }

    /// <summary>Compares every pair of options on every ballot.</summary>
    public static PairwiseMatrix Of(RankingBallots ballots, CancellationToken cancellation = default)
    {
        var n = ballots.Options;
        var standing = ballots.Standing();
        var wins = new long[n * n];
        var levels = new LevelReader(standing);
        foreach (var (ranking, weight) in ballots.Contents)
        {
            cancellation.ThrowIfCancellationRequested();
            levels.Read(ranking.Marks);
            var order = levels.Order;
            for (int i = 0, below = 0; i < order.Count; i++)
            {
                // Everyone from the next level on is below; then everyone without a rank.
                if (below <= i)
                {
                    below = i + 1;
                    while (below < order.Count && levels.Level(order[below]) == levels.Level(order[i]))
                    {
                        below++;
                    }
                }
                var row = order[i] * n;
                for (var j = below; j < order.Count; j++)
                {
                    wins[row + order[j]] += weight;
                }

                foreach (var other in levels.Unranked)
                {
                    wins[row + other] += weight;
                }
            }
        }
        return new PairwiseMatrix(n, wins, [.. Enumerable.Range(0, n).Where(option => standing[option])]);
    }
}
