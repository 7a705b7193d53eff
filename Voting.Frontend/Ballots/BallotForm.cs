using Voting.Frontend.Api;

namespace Voting.Frontend.Ballots;

/// <summary>The fields of the form, and what they say.</summary>
internal static class BallotForm
{
    public const string Choice = "choice";
    public const string Abstain = "abstain";
    public const string IdempotencyKey = "idempotency-key";
    public const string Code = "voting-code";
    private const string RankPrefix = "rank-";
    private const string ScorePrefix = "score-";
    private const int LongestCode = 60;

    public static string RankOf(string option) => RankPrefix + option;

    public static string ScoreOf(string option) => ScorePrefix + option;

    /// <summary>The voting code as it was typed.</summary>
    public static string CodeOf(IFormCollection form) => form[Code].ToString() is var typed && typed.Length > LongestCode ? typed[..LongestCode] : typed;

    public static string NewIdempotencyKey() => Guid.NewGuid().ToString("N");

    /// <summary>The key of the rendered form, so that sending it twice is one ballot; a new one where the field was tampered with.</summary>
    public static string IdempotencyKeyOf(IFormCollection form) =>
        form[IdempotencyKey].ToString() is { Length: >= 1 and <= 64 } key && key.All(char.IsAsciiLetterOrDigit) ? key : NewIdempotencyKey();

    /// <summary>What was filled in, and whether a part of it fits no option of this poll, which may have changed since the form was shown.</summary>
    public static (FilledBallot Filled, bool HasForeignParts) Read(Poll poll, IFormCollection form)
    {
        var prefix = poll.Kind switch { "ranking" => RankPrefix, "score" => ScorePrefix, _ => null };
        var choices = new List<string>();
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        var hasForeignParts = false;
        foreach (var (field, values) in form)
        {
            if (field == Choice)
            {
                choices.AddRange(values.OfType<string>().Where(choice => prefix is null && poll.Find(choice) is not null).Distinct(StringComparer.Ordinal));
                hasForeignParts |= values.Any(choice => prefix is not null || poll.Find(choice ?? "") is null);
            }
            else if (PrefixOf(field) is { } given && values.ToString().Trim() is { Length: > 0 } entry)
            {
                var option = field[given.Length..];
                if (given == prefix && poll.Find(option) is not null)
                {
                    entries[option] = entry;
                }
                else
                {
                    hasForeignParts = true;
                }
            }
        }

        return (new(choices, entries, form.ContainsKey(Abstain)), hasForeignParts);
    }

    private static string? PrefixOf(string field) =>
        field.StartsWith(RankPrefix, StringComparison.Ordinal) ? RankPrefix
        : field.StartsWith(ScorePrefix, StringComparison.Ordinal) ? ScorePrefix
        : null;
}
