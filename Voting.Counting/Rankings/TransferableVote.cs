namespace Voting.Counting;

/// <summary>What a stage of a single transferable vote does after its totals are known.</summary>
public enum StvAction
{
    /// <summary>Nothing: the count is complete.</summary>
    None,

    /// <summary>What an elected option has above the quota is transferred.</summary>
    Surplus,

    /// <summary>The option with fewest votes leaves.</summary>
    Exclude,
}

/// <summary>One stage of a single transferable vote. Votes are exact decimals with the number of places that the rules say.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Totals">The votes of each option in the count or elected, at the start of what happens next.</param>
/// <param name="Exhausted">All votes that have left so far.</param>
/// <param name="RoundingLoss">Votes lost so far because values are cut: totals + exhausted + this = valid ballots.</param>
/// <param name="Quota">The quota of this stage.</param>
/// <param name="Elected">Who is elected in this stage, most votes first.</param>
/// <param name="FilledLastSeats">Those of <paramref name="Elected"/> who were elected without the quota because as many were left as seats.</param>
/// <param name="Action">What is done next.</param>
/// <param name="From">Whose votes are transferred.</param>
/// <param name="Transfers">To whom.</param>
/// <param name="TransferredExhausted">How many of them leave the count.</param>
public sealed record StvRound(
    int Number, IReadOnlyDictionary<int, decimal> Totals, decimal Exhausted, decimal RoundingLoss, decimal Quota, IReadOnlyList<int> Elected, IReadOnlyList<int> FilledLastSeats,
    StvAction Action, int? From, IReadOnlyDictionary<int, decimal> Transfers, decimal TransferredExhausted);

/// <summary>The result of a single transferable vote.</summary>
/// <param name="Winners">In the order of their election; fewer than the seats when there were too few options or a tie stays open.</param>
/// <param name="Quota">The quota of the last stage.</param>
/// <param name="Counted">Valid ballots.</param>
/// <param name="NeverCounted">Blank ballots and those that are invalid at their first mark.</param>
/// <param name="Rounds">All stages.</param>
/// <param name="Ties">The ties and how they were settled.</param>
public sealed record StvResult(
    IReadOnlyList<int> Winners, decimal Quota, long Counted, long NeverCounted, IReadOnlyList<StvRound> Rounds, IReadOnlyList<Tie> Ties)
{
    /// <summary>The tie that the rule leaves open, if one stopped the count.</summary>
    public Tie? OpenTie => Ties.FirstOrDefault(tie => tie.Chosen is null);
}
