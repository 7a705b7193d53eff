using System.Globalization;
using Voting.Frontend.Api;

namespace Voting.Frontend.Ballots;

/// <summary>The fields of the form, and what they say.</summary>
internal static class BallotForm
{
    public const string Choice = "choice";
    public const string Abstain = "abstain";
    public const string IdempotencyKey = "idempotency-key";

    public static string RankOf(string option) => $"rank-{option}";

    public static string ScoreOf(string option) => $"score-{option}";

    public static string NewIdempotencyKey() => Guid.CreateVersion7().ToString("N");

    /// <summary>The key of the rendered form, so that sending it twice is one ballot; a new one where the field was tampered with.</summary>
    public static string IdempotencyKeyOf(IFormCollection form) =>
        form[IdempotencyKey].ToString() is { Length: >= 1 and <= 64 } key && key.All(char.IsAsciiLetterOrDigit) ? key : NewIdempotencyKey();

    public static FilledBallot Read(Poll poll, IFormCollection form)
    {
        if (poll.AllowAbstain && form.ContainsKey(Abstain))
            return FilledBallot.Blank with { Abstain = true };

        var ticked = form[Choice].OfType<string>().Distinct(StringComparer.Ordinal).Take(poll.Options.Count + 1).ToArray();
        var marks = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var option in poll.Options)
        {
            var field = poll.Kind is "ranking" ? RankOf(option.Id) : ScoreOf(option.Id);
            if (int.TryParse(form[field].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var mark))
                marks[option.Id] = mark;
        }

        return new(ticked, marks);
    }

    public static Ballot ToBallot(Poll poll, FilledBallot filled, string voter) => poll.Kind switch
    {
        _ when filled.Abstain => new(voter, Abstain: true),
        "ranking" => new(voter, Ranking: [.. filled.Ranking]),
        "score" => new(voter, Scores: filled.Marks),
        _ => new(voter, Choices: filled.Choices),
    };
}
