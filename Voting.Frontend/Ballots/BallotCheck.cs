using Voting.Frontend.Api;

namespace Voting.Frontend.Ballots;

/// <summary>Tells the voter what is missing before Api has to refuse it. Api has the last word.</summary>
internal static class BallotCheck
{
    /// <summary>What to correct, or null where the ballot looks complete.</summary>
    public static string? Complaint(Poll poll, FilledBallot filled) => poll.Kind switch
    {
        _ when filled.Abstain => null,
        _ when filled.Choices.Except(poll.Options.Select(option => option.Id), StringComparer.Ordinal).Any() =>
            "This ballot names an option that the poll does not have. Look at the options again.",
        "ranking" => Ranking(poll, filled),
        "score" => Score(poll, filled),
        "multiple" => Multiple(poll, filled),
        "approval" => filled.Choices.Count == 0 ? "Choose at least one option." : null,
        _ => filled.Choices.Count == 1 ? null : "Choose one option.",
    };

    private static string? Multiple(Poll poll, FilledBallot filled)
    {
        var (least, most) = (poll.MinChoices ?? 1, poll.MaxChoices ?? poll.Options.Count);
        return filled.Choices.Count >= least && filled.Choices.Count <= most
            ? null
            : $"{ChoiceRule.Of(least, most)} You chose {filled.Choices.Count}.";
    }

    private static string? Ranking(Poll poll, FilledBallot filled)
    {
        if (filled.Marks.Count == 0)
            return "Give at least one option a place.";
        if (filled.Marks.Values.Any(place => place < 1 || place > poll.Options.Count))
            return $"Places go from 1 to {poll.Options.Count}.";

        var shared = filled.Marks.GroupBy(mark => mark.Value).FirstOrDefault(place => place.Count() > 1);
        return shared is null ? null : $"Place {shared.Key} was given to {shared.Count()} options. Give each place to one option only.";
    }

    private static string? Score(Poll poll, FilledBallot filled) =>
        filled.Marks.Count == 0 ? "Give at least one option a score."
        : filled.Marks.Values.Any(score => score > poll.MaxScore) ? $"Scores go from 0 to {poll.MaxScore}."
        : null;
}
