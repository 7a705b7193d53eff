namespace Voting.Counting;

/// <summary>
/// Single transferable vote by the Scottish rules: weighted inclusive Gregory with values cut to five decimals.
/// Source: Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45 to 52; unchanged in SSI 2011/399.
/// Quota = valid ballots / (seats + 1) without decimals, plus 1. Value of a transferred ballot = surplus × its value when received / votes, cut to five decimals.
/// </summary>
public static class ScottishStv
{
    /// <summary>Ties go by the most recent earlier stage (rules 49 and 51). The lot that the rules then ask for is the poll's to declare.</summary>
    public static TieRule DefaultTies { get; } = TieRule.Backwards.Then(TieRule.ListedFirst);

    /// <summary>Counts the ballots.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one seat.</exception>
    public static StvResult Count(RankingBallots ballots, int seats, ReadingRules? reading = null, TieRule? ties = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seats);
        return new ScottishCount(ballots, seats, reading ?? ReadingRules.Default, ties ?? DefaultTies).Run(cancellation);
    }
}
