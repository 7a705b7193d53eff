namespace Voting.Counting;

/// <summary>The scoring round and the runoff of one STAR count.</summary>
internal sealed class StarRounds(ScoreBallots ballots)
{
    private readonly List<StarTieStep> _steps = [];
    private readonly long[] _totals = ScoreCount.Add(ballots).Totals;

    public StarResult Run()
    {
        if (ballots.Total == 0)
        {
            return Undecided([], [], [], 0);
        }

        if (ballots.Options == 1)
        {
            return new StarResult(0, _totals, [0], [ballots.Total], 0, [], []);
        }

        var (finalists, tied) = Finalists();
        if (tied.Length > 0)
        {
            return Undecided(tied, [], [], 0);
        }

        var (first, second) = (finalists[0], finalists[1]);
        long[] preferring = [Prefer(first, second), Prefer(second, first)];
        var noPreference = ballots.Total - preferring[0] - preferring[1];
        var by = preferring[0].CompareTo(preferring[1]);
        if (by == 0)
        {
            by = Try(StarTieStep.RunoffByTotal, option => _totals[option], first, second);
        }

        if (by == 0)
        {
            by = Try(StarTieStep.RunoffByTopScores, TopScores, first, second);
        }

        return by == 0
            ? Undecided([.. finalists.Order()], finalists, preferring, noPreference)
            : new StarResult(by > 0 ? first : second, _totals, finalists, preferring, noPreference, _steps, []);
    }

    private StarResult Undecided(IReadOnlyList<int> tied, IReadOnlyList<int> finalists, IReadOnlyList<long> preferring, long noPreference) =>
        new(null, _totals, finalists, preferring, noPreference, _steps, tied);

    private int Try(StarTieStep step, Func<int, long> value, int first, int second)
    {
        _steps.Add(step);
        return value(first).CompareTo(value(second));
    }

    /// <summary>The two finalists, or those who stay tied for what is left of the two places.</summary>
    private (List<int> Finalists, int[] Tied) Finalists()
    {
        var finalists = new List<int>();
        var tied = Place(finalists, [.. Enumerable.Range(0, ballots.Options)], option => _totals[option]);
        if (tied.Length == 0)
        {
            return (finalists, tied);
        }

        _steps.Add(StarTieStep.PlaceByHeadToHead);
        var among = tied;
        tied = Place(finalists, among, option => among.Sum(other => other == option ? 0 : Prefer(option, other)));
        if (tied.Length == 0)
        {
            return (finalists, tied);
        }

        _steps.Add(StarTieStep.PlaceByTopScores);
        return (finalists, Place(finalists, tied, TopScores));
    }

    /// <summary>Fills the places from the best value on; returns those who are level for a place that is left.</summary>
    private static int[] Place(List<int> finalists, IReadOnlyList<int> options, Func<int, long> value)
    {
        foreach (var level in options.GroupBy(value).OrderByDescending(group => group.Key))
        {
            int[] group = [.. level];
            if (finalists.Count + group.Length > 2)
            {
                return group;
            }

            finalists.AddRange(group);
            if (finalists.Count == 2)
            {
                break;
            }
        }
        return [];
    }

    private long Prefer(int option, int other) => ballots.Contents.Sum(content =>
        (content.Scores[option] ?? ballots.Lowest) > (content.Scores[other] ?? ballots.Lowest) ? content.Weight : 0);

    private long TopScores(int option) => ballots.Contents.Sum(content => content.Scores[option] == ballots.Highest ? content.Weight : 0);
}
