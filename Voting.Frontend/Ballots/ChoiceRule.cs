using Voting.Frontend.Api;

namespace Voting.Frontend.Ballots;

/// <summary>How to fill in a ballot, in a sentence.</summary>
internal static class ChoiceRule
{
    public static string Of(Poll poll) => poll.Kind switch
    {
        "multiple" => Of(poll.MinChoices ?? 1, poll.MaxChoices ?? poll.Options.Count),
        "approval" => "Choose every option that you approve of.",
        "ranking" => "Give your favourite place 1, the next one place 2, and so on. You may leave options out.",
        "score" => $"Give each option a score from 0 to {poll.MaxScore}; more is better. You may leave options out.",
        _ => "Choose one option.",
    };

    public static string Of(int least, int most) =>
        least == most ? $"Choose {Options(least)}."
        : least <= 1 ? $"Choose up to {Options(most)}."
        : $"Choose {least} to {Options(most)}.";

    private static string Options(int count) => count == 1 ? "one option" : $"{count} options";
}
