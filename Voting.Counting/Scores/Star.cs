namespace Voting.Counting;

/// <summary>A step that a STAR count needed to settle a tie.</summary>
public enum StarTieStep
{
    /// <summary>A place in the runoff went by how many ballots prefer each of the tied to another of them.</summary>
    PlaceByHeadToHead,

    /// <summary>A place in the runoff went by the number of top scores.</summary>
    PlaceByTopScores,

    /// <summary>The runoff went by the total score.</summary>
    RunoffByTotal,

    /// <summary>The runoff went by the number of top scores.</summary>
    RunoffByTopScores,
}

/// <summary>The result of a STAR count.</summary>
/// <param name="Winner">The winner; null when the rules leave a tie.</param>
/// <param name="Totals">The sum of the scores of each option.</param>
/// <param name="Finalists">The two in the runoff; empty when it could not be decided who they are.</param>
/// <param name="Preferring">Ballots that score each finalist above the other, in the order of <paramref name="Finalists"/>.</param>
/// <param name="NoPreference">Ballots that score both finalists the same.</param>
/// <param name="StepsUsed">The steps that were tried to settle ties.</param>
/// <param name="Tied">Who is level where the rules leave a tie.</param>
public sealed record StarResult(
    int? Winner, IReadOnlyList<long> Totals, IReadOnlyList<int> Finalists, IReadOnlyList<long> Preferring, long NoPreference,
    IReadOnlyList<StarTieStep> StepsUsed, IReadOnlyList<int> Tied);

/// <summary>
/// STAR (score then automatic runoff): of the two options with the highest sums, the one that more ballots score above the other wins.
/// Ties for a place in the runoff go by head-to-head preferences among the tied, then by top scores; ties in the runoff by total score, then by top scores; what is left is not decided.
/// Source: Equal Vote Coalition, STAR voting, "tie-breaking"; step by step as the counter starvote (larryhastings/starvote) takes them.
/// </summary>
public static class Star
{
    /// <summary>Counts the ballots.</summary>
    public static StarResult Count(ScoreBallots ballots) => new StarRounds(ballots).Run();
}
