using System.Text.Json;

namespace Voting.Contracts.Polls;

/// <summary>Which methods can count which kind of ballot, and how many seats they fill.</summary>
public static class CountingRules
{
    /// <summary>The methods that can count a kind; the first is its default.</summary>
    public static IReadOnlyList<CountingMethod> MethodsOf(PollKind kind) => kind switch
    {
        PollKind.Single => [CountingMethod.Plurality],
        PollKind.Multiple => [CountingMethod.Plurality, CountingMethod.Approval],
        PollKind.Approval => [CountingMethod.Approval, CountingMethod.Plurality],
        PollKind.Ranking => [CountingMethod.InstantRunoff, CountingMethod.SingleTransferableVote, CountingMethod.Schulze, CountingMethod.RankedPairs, CountingMethod.Borda],
        PollKind.Score => [CountingMethod.MeanScore, CountingMethod.Star, CountingMethod.Median],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>Whether a method can fill more than one seat.</summary>
    public static bool FillsSeveralSeats(CountingMethod method)
        => method is CountingMethod.Plurality or CountingMethod.Approval or CountingMethod.SingleTransferableVote;

    /// <summary>The tie-break rule of a method, where a poll names none.</summary>
    public static TieBreak TieBreakOf(CountingMethod method)
        => method is CountingMethod.InstantRunoff or CountingMethod.SingleTransferableVote ? TieBreak.List : TieBreak.Open;

    /// <summary>The method by its name in the contracts: <c>instant-runoff</c>.</summary>
    public static string NameOf(CountingMethod method) => JsonNamingPolicy.KebabCaseLower.ConvertName(method.ToString());

    /// <summary>What is wrong with a draft's method; null where it is good.</summary>
    internal static string? MethodProblem(PollKind kind, CountingMethod? method)
        => method is null || MethodsOf(kind).Contains(method.Value)
            ? null
            : $"The method of a {JsonNamingPolicy.CamelCase.ConvertName(kind.ToString())} poll is {Alternatives(MethodsOf(kind))}, not {NameOf(method.Value)}.";

    /// <summary>What is wrong with a draft's number of seats; null where it is good.</summary>
    internal static string? SeatsProblem(CountingMethod method, int seats, int options)
        => seats < 1 || seats >= Math.Max(options, 2) ? $"seats is 1 to {Math.Max(options - 1, 1)}: at least one option stays without."
            : seats > 1 && !FillsSeveralSeats(method) ? $"The method {NameOf(method)} fills one seat; several are filled by {Alternatives([.. Enum.GetValues<CountingMethod>().Where(FillsSeveralSeats)])}."
            : null;

    /// <summary>What is wrong with a draft's tie-break rule; null where it is good.</summary>
    internal static string? TieBreakProblem(CountingMethod method, TieBreak? tieBreak)
        => tieBreak is null or TieBreak.Open || method is not (CountingMethod.MeanScore or CountingMethod.Star) ? null
            : $"The method {NameOf(method)} takes no tie-break rule.";

    /// <summary>What is wrong with a draft's share of the votes, or its quorum; null where it is good.</summary>
    internal static string? NeedProblem(CountingMethod method, bool isNamed)
        => !isNamed || method is CountingMethod.Plurality or CountingMethod.Approval ? null : $"The method {NameOf(method)} has no such rule: it is for plurality and approval.";

    private static string Alternatives(IReadOnlyList<CountingMethod> methods)
        => methods.Count == 1 ? NameOf(methods[0]) : $"{string.Join(", ", methods.Take(methods.Count - 1).Select(NameOf))} or {NameOf(methods[^1])}";
}
