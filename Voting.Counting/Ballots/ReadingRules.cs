namespace Voting.Counting;

/// <summary>What happens when a ballot reaches a rank with several marks.</summary>
public enum OvervoteRule
{
    /// <summary>The ballot is exhausted there.</summary>
    Exhaust,

    /// <summary>The rank is passed over and the next one is read.</summary>
    PassOver,

    /// <summary>
    /// It is settled when the ballot gets there: one marked option still in the count gets the vote; none, and the next rank is read; several, and the ballot is exhausted.
    /// A rank whose marks are not recorded is passed over.
    /// </summary>
    Settle,
}

/// <summary>What happens when a ballot names an option again.</summary>
public enum RepeatRule
{
    /// <summary>The second mark is passed over.</summary>
    PassOver,

    /// <summary>The ballot is exhausted at the second mark.</summary>
    Exhaust,
}

/// <summary>
/// How ballots are read that are not one option per rank. Source of the choices: the rule settings of RCTab (BrightSpots/rcv, "Overvote rule", "Maximum skipped ranks", "Exhaust on duplicate candidate").
/// </summary>
/// <param name="Overvotes">What a rank with several marks does.</param>
/// <param name="MaxSkippedRanks">A ballot is exhausted when more than this many ranks in a row are skipped; null passes over any number.</param>
/// <param name="Repeats">What naming an option twice does.</param>
public sealed record ReadingRules(OvervoteRule Overvotes = OvervoteRule.Exhaust, int? MaxSkippedRanks = null, RepeatRule Repeats = RepeatRule.PassOver)
{
    /// <summary>An equal rank exhausts the ballot when it gets there; skipped ranks and repeats are passed over.</summary>
    public static ReadingRules Default { get; } = new();
}
