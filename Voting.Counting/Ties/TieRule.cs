namespace Voting.Counting;

/// <summary>One way to settle a tie.</summary>
public enum TieStep
{
    /// <summary>
    /// The most recent earlier round where the tied options differ decides: the one with fewest votes there leaves, the one with most goes first.
    /// Source: Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 49 and 51.
    /// </summary>
    EarlierRoundsBackwards,

    /// <summary>The first round where the tied options differ decides. Source: the forwards tie-break of the Electoral Reform Society's rules (Newland and Britton 1997, 5.2.5).</summary>
    EarlierRoundsForwards,

    /// <summary>The tied option that the poll lists first is chosen.</summary>
    ListedFirst,

    /// <summary>The tied option that the poll lists last is chosen. Source: RCTab, tie-break mode "use candidate order".</summary>
    ListedLast,

    /// <summary>A lot with a published seed chooses: see <see cref="Lot"/>.</summary>
    ByLot,

    /// <summary>The host chose, and the choice is part of the record.</summary>
    HostDecides,
}

/// <summary>What the host chose for a tie of a round.</summary>
/// <param name="Round">The round, counted from 1.</param>
/// <param name="Chosen">The option, counted from 0, that is excluded, transferred first or elected, as the tie asks.</param>
public sealed record HostDecision(int Round, int Chosen);

/// <summary>
/// How a poll settles ties: steps that are tried in order until one option remains. A tie that no step settles stays a tie and the count says so.
/// </summary>
public sealed record TieRule
{
    private TieRule(IReadOnlyList<TieStep> steps) => Steps = steps;

    /// <summary>The steps in the order in which they are tried.</summary>
    public IReadOnlyList<TieStep> Steps { get; private init; }

    /// <summary>The published seed of the lot.</summary>
    public string? Seed { get; private init; }

    /// <summary>What the host decided.</summary>
    public IReadOnlyList<HostDecision> Decisions { get; private init; } = [];

    /// <summary>No step: every tie stays a tie.</summary>
    public static TieRule None { get; } = new([]);

    /// <summary>By the most recent earlier round.</summary>
    public static TieRule Backwards { get; } = new([TieStep.EarlierRoundsBackwards]);

    /// <summary>By the earliest round.</summary>
    public static TieRule Forwards { get; } = new([TieStep.EarlierRoundsForwards]);

    /// <summary>The option that is listed first.</summary>
    public static TieRule ListedFirst { get; } = new([TieStep.ListedFirst]);

    /// <summary>The option that is listed last.</summary>
    public static TieRule ListedLast { get; } = new([TieStep.ListedLast]);

    /// <summary>By lot. The seed must be published before the count so that nobody can choose it to fit.</summary>
    public static TieRule ByLot(string seed) => new([TieStep.ByLot]) { Seed = seed };

    /// <summary>By the host; a tie for which there is no decision yet stays one.</summary>
    public static TieRule Host(params IReadOnlyList<HostDecision> decisions) => new([TieStep.HostDecides]) { Decisions = decisions };

    /// <summary>Who is chosen among options that are level and have no earlier rounds; null where the rule leaves the tie open.</summary>
    /// <param name="tied">The tied options, ascending.</param>
    public (int Chosen, TieStep By)? Choose(IReadOnlyList<int> tied)
    {
        var breaker = new TieBreaker(this);
        return breaker.Choose(1, TieAbout.Winner, tied, []) is { } chosen && breaker.Ties is [{ By: { } by }] ? (chosen, by) : null;
    }

    /// <summary>This rule, and where it leaves a tie, the other.</summary>
    public TieRule Then(TieRule other) => new([.. Steps, .. other.Steps]) { Seed = Seed ?? other.Seed, Decisions = [.. Decisions, .. other.Decisions] };
}
