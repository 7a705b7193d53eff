namespace Voting.Frontend.Hosts.Texts;

/// <summary>What decides beside the counting method, in words for hosts.</summary>
internal static class RuleText
{
    /// <summary>Tie-break rules; the empty name: what the method does without one.</summary>
    public static IReadOnlyList<(string Name, string Title)> TieBreaks { get; } =
    [
        ("", "As usual for the method"),
        ("open", "A tie stays a tie"),
        ("list", "The option that is listed first is chosen"),
        ("lot", "A lot decides, which anyone can draw again"),
    ];

    /// <summary>What a winner needs; the empty name: most votes.</summary>
    public static IReadOnlyList<(string Name, string Title)> WinningShares { get; } =
    [
        ("", "Most votes"),
        ("majority", "More than half of the votes"),
        ("two-thirds", "At least two thirds of the votes"),
    ];

    /// <summary>The tie-break rule of a poll, as a sentence.</summary>
    public static string TieBreak(string? rule) => rule switch
    {
        "list" => "Among level options the first in the list is chosen.",
        "lot" => "Among level options a lot decides.",
        _ => "A tie stays a tie.",
    };

    /// <summary>What the poll needs to be decided, as sentences; empty where most votes are enough.</summary>
    public static string Needs(string? share, int? quorum) => string.Join(' ', ((string?[])
    [
        share switch { "majority" => "The winner needs more than half of the votes.", "two-thirds" => "The winner needs two thirds of the votes.", _ => null },
        quorum is { } ballots ? $"At least {ballots} {(ballots == 1 ? "ballot" : "ballots")} must be cast." : null,
    ]).OfType<string>());
}
