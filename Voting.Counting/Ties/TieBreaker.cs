namespace Voting.Counting;

/// <summary>Settles the ties of one count and keeps the record of them.</summary>
/// <param name="rule">The rule that the poll declared.</param>
internal sealed class TieBreaker(TieRule rule)
{
    private readonly List<Tie> _ties = [];

    public IReadOnlyList<Tie> Ties => _ties;

    /// <summary>The one option that is chosen among the tied, or null when the rule leaves the tie open.</summary>
    /// <param name="round">The round, counted from 1.</param>
    /// <param name="about">What is to be chosen.</param>
    /// <param name="tied">The tied options, ascending.</param>
    /// <param name="earlier">The votes of every option in each earlier round, oldest first.</param>
    public int? Choose(int round, TieAbout about, IReadOnlyList<int> tied, IReadOnlyList<long[]> earlier)
    {
        if (tied.Count == 1)
        {
            return tied[0];
        }

        var left = tied;
        TieStep? by = null;
        foreach (var step in rule.Steps)
        {
            left = Narrow(step, round, about, left, earlier);
            by = step;
            if (left.Count == 1)
            {
                break;
            }
        }
        int? chosen = left.Count == 1 ? left[0] : null;
        _ties.Add(new Tie(round, about, tied, chosen, chosen is null ? null : by));
        return chosen;
    }

    private IReadOnlyList<int> Narrow(TieStep step, int round, TieAbout about, IReadOnlyList<int> tied, IReadOnlyList<long[]> earlier) => step switch
    {
        TieStep.EarlierRoundsBackwards => ByVotes(about, tied, earlier.Reverse()),
        TieStep.EarlierRoundsForwards => ByVotes(about, tied, earlier),
        TieStep.ListedFirst => [tied.Min()],
        TieStep.ListedLast => [tied.Max()],
        TieStep.ByLot => [Lot.Choose(rule.Seed ?? "", tied)],
        TieStep.HostDecides => rule.Decisions.FirstOrDefault(decision => decision.Round == round && tied.Contains(decision.Chosen)) is { } decision ? [decision.Chosen] : tied,
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, null),
    };

    /// <summary>Each round keeps only those with fewest votes (exclusion) or most votes (all else), until one is left.</summary>
    private static IReadOnlyList<int> ByVotes(TieAbout about, IReadOnlyList<int> tied, IEnumerable<long[]> rounds)
    {
        foreach (var votes in rounds)
        {
            if (tied.Count == 1)
            {
                break;
            }

            var best = about == TieAbout.Exclusion ? tied.Min(option => votes[option]) : tied.Max(option => votes[option]);
            tied = [.. tied.Where(option => votes[option] == best)];
        }
        return tied;
    }
}
