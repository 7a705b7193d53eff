using Voting.Frontend.Api;
using Voting.Frontend.Ballots;

namespace Voting.Frontend.Components.Ballots;

internal static class FilledText
{
    /// <summary>A ballot in words: "Cats", "1. Dogs, 2. Cats", "Cats 5, Dogs 0", "you abstained".</summary>
    public static string Of(Poll poll, FilledBallot filled) => poll.Kind switch
    {
        _ when filled.Abstain => "you abstained",
        "ranking" => string.Join(", ", filled.Ranking.Select((option, place) => $"{place + 1}. {LabelOf(poll, option)}")),
        "score" => string.Join(", ", poll.Options.Where(option => filled.MarkOf(option.Id) is not null).Select(option => $"{option.Label} {filled.MarkOf(option.Id)}")),
        _ => string.Join(", ", poll.Options.Where(option => filled.Ticks(option.Id)).Select(option => option.Label)),
    };

    private static string LabelOf(Poll poll, string option) => poll.Options.FirstOrDefault(known => string.Equals(known.Id, option, StringComparison.Ordinal))?.Label ?? option;
}
