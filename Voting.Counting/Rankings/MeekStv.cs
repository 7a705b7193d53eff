namespace Voting.Counting;

/// <summary>
/// Single transferable vote by Meek's method: every elected option keeps the share of each vote that makes its total the quota, and the rest goes on, also to options elected before.
/// Source: Proportional Representation Foundation, Reference Meek Rule, version 1.2.0 (2015): nine decimals, iteration ends at a surplus below 0.000001.
/// </summary>
public static class MeekStv
{
    /// <summary>The rule leaves the lot to the poll; here the option that the poll lists first leaves.</summary>
    public static TieRule DefaultTies { get; } = TieRule.ListedFirst;

    /// <summary>Counts the ballots.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one seat.</exception>
    public static StvResult Count(RankingBallots ballots, int seats, ReadingRules? reading = null, TieRule? ties = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seats);
        reading ??= ReadingRules.Default;
        // A ballot's weight reaches everyone on it, so a rank cannot wait to be settled.
        if (reading.Overvotes == OvervoteRule.Settle)
        {
            throw new ArgumentException("Meek's method cannot settle equal ranks during the count.", nameof(reading));
        }

        return new MeekCount(ballots, seats, reading, ties ?? DefaultTies).Run(cancellation);
    }
}
