namespace Voting.Counting;

/// <summary>
/// The rules of an instant-runoff count. The count stops when someone has more than half of the votes still in play.
/// </summary>
/// <param name="Reading">How ballots are read.</param>
/// <param name="Batch">
/// True: the largest group at the bottom that together has fewer votes than the next option leaves at once. Source: RCTab, "batch elimination"; Minneapolis Code of Ordinances 167.20, mathematically impossible to be elected.
/// </param>
/// <param name="WriteIns">An option that collects undeclared write-ins: it leaves first, alone, if it has votes, and cannot win. Source: RCTab, "undeclared write-in label".</param>
/// <param name="Ties">Who leaves when several options are last.</param>
public sealed record InstantRunoffRules(ReadingRules Reading, bool Batch, int? WriteIns, TieRule Ties)
{
    /// <summary>One option leaves at a time; ties go by the most recent earlier round, then by the list.</summary>
    public static InstantRunoffRules OneAtATime { get; } = new(ReadingRules.Default, false, null, TieRule.Backwards.Then(TieRule.ListedFirst));
}

/// <summary>One round of an instant-runoff count.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Totals">The votes of each option still in the count, at the start of what happens next.</param>
/// <param name="Exhausted">All votes that have left so far.</param>
/// <param name="Elected">Who got more than half in this round.</param>
/// <param name="Eliminated">Who leaves.</param>
/// <param name="Transfers">To whom the votes of those who leave go.</param>
/// <param name="TransferredExhausted">How many of these votes leave the count.</param>
public sealed record RunoffRound(
    int Number, IReadOnlyDictionary<int, long> Totals, long Exhausted, IReadOnlyList<int> Elected,
    IReadOnlyList<int> Eliminated, IReadOnlyDictionary<int, long> Transfers, long TransferredExhausted);

/// <summary>The result of an instant-runoff count.</summary>
/// <param name="Winners">The winner, or nobody when there was no vote or a tie stays open.</param>
/// <param name="Counted">Ballots in the first round.</param>
/// <param name="NeverCounted">Ballots that never counted for anyone: blank, or invalid at their first mark.</param>
/// <param name="Rounds">All rounds.</param>
/// <param name="Ties">The ties and how they were settled.</param>
public sealed record RunoffResult(IReadOnlyList<int> Winners, long Counted, long NeverCounted, IReadOnlyList<RunoffRound> Rounds, IReadOnlyList<Tie> Ties)
{
    /// <summary>The tie that the rule leaves open, if one stopped the count.</summary>
    public Tie? OpenTie => Ties.FirstOrDefault(tie => tie.Chosen is null);
}
