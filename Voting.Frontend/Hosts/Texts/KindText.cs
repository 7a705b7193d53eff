namespace Voting.Frontend.Hosts.Texts;

/// <summary>A kind of ballot, in words for hosts.</summary>
/// <param name="Name">As the API names it.</param>
/// <param name="Voter">What the voter does.</param>
/// <param name="Methods">The ways to count it, the usual one first.</param>
public sealed record KindText(string Name, string Title, string Voter, IReadOnlyList<MethodText> Methods)
{
    public static IReadOnlyList<KindText> All { get; } =
    [
        new("single", "One choice", "Each voter picks one option.",
        [
            new("plurality", "Most votes win"),
        ]),
        new("multiple", "Several choices", "Each voter ticks several options, as many as you allow.",
        [
            new("plurality", "Most votes win"),
            new("approval", "Most approvals win"),
        ]),
        new("approval", "Approval", "Each voter ticks every option that is good enough.",
        [
            new("approval", "Most approvals win"),
            new("plurality", "Most votes win"),
        ]),
        new("ranking", "Ranking", "Each voter puts options in order, the favourite first.",
        [
            new("instant-runoff", "Instant runoff: the last option leaves until one has more than half"),
            new("single-transferable-vote", "Single transferable vote: several seats, in proportion"),
            new("schulze", "Schulze: who beats the others one against one, along the strongest paths"),
            new("ranked-pairs", "Ranked pairs: who beats the others one against one, clearest victories first"),
            new("borda", "Borda: points for places"),
        ]),
        new("score", "Scores", "Each voter gives every option points on a scale.",
        [
            new("mean-score", "Mean: the highest average wins"),
            new("star", "STAR: the two highest sums meet in a runoff"),
            new("median", "Median: the highest middle score wins (majority judgment)"),
        ]),
    ];

    public static KindText Of(string kind) => All.FirstOrDefault(text => text.Name == kind) ?? All[0];

    /// <summary>The words for a method of this kind.</summary>
    public string MethodTitle(string? method) => (Methods.FirstOrDefault(text => text.Name == method) ?? Methods[0]).Title;
}

/// <summary>A counting method, in words for hosts.</summary>
public sealed record MethodText(string Name, string Title);
