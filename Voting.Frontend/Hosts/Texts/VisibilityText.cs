namespace Voting.Frontend.Hosts.Texts;

/// <summary>Who sees the results, and when, in words for hosts.</summary>
public sealed record VisibilityText(string Name, string Title, string Meaning)
{
    public static IReadOnlyList<VisibilityText> All { get; } =
    [
        new("live", "Everyone, live", "From the first vote on, everyone can watch the result grow."),
        new("after-vote", "Voters, after voting", "While the poll is open, only who has voted sees the result. Afterwards everyone does."),
        new("after-close", "Everyone, after the poll", "Nobody but you sees a figure before the result is final."),
        new("host-only", "Only you", "The result stays here in the console."),
    ];

    public static VisibilityText Of(string visibility) => All.FirstOrDefault(text => text.Name == visibility) ?? All[0];
}
