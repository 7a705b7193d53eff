using System.Buffers;
using System.Text;

namespace Voting.Api.Polls;

/// <summary>Turns a draft into a definition, or says what is wrong with it.</summary>
internal static class PollRules
{
    public const int MaxOptions = 100;
    private const int MaxQuestion = 200;
    private const int MaxLabel = 100;
    private const int MaxIdLength = 40;
    private const int HighestMaxScore = 1_000;

    private static readonly SearchValues<char> _idCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Problems by member, empty where <paramref name="poll"/> is good.</summary>
    public static Dictionary<string, string[]> Define(PollDraft draft, int version, out PollDefinition poll)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var kind = draft.Kind ?? PollKind.Single;
        var options = Options(draft.Options ?? []);
        var (min, max) = kind switch
        {
            PollKind.Single => (1, 1),
            PollKind.Multiple => (draft.MinChoices ?? 1, draft.MaxChoices ?? options.Count),
            _ => (1, options.Count),
        };
        int? maxScore = kind == PollKind.Score ? draft.MaxScore ?? 5 : null;
        var opensAt = Time(problems, "opensAt", draft.OpensAt);
        var closesAt = Time(problems, "closesAt", draft.ClosesAt);

        poll = new(
            draft.Id ?? $"poll-{Guid.NewGuid().ToString("N")[..8]}", draft.Question?.Trim() ?? "", kind, options, min, max, maxScore,
            draft.AllowAbstain ?? false, opensAt, closesAt, version);

        Check(problems, IsId(poll.Id), "id", $"An id has 1 to {MaxIdLength} characters of a-z, 0-9 and '-'.");
        Check(problems, IsText(poll.Question, MaxQuestion), "question", $"A question has 1 to {MaxQuestion} characters and no control characters.");
        Check(problems, options.Count is >= 2 and <= MaxOptions, "options", $"A poll has 2 to {MaxOptions} options.");
        Check(problems, options.All(o => IsId(o.Id) && IsText(o.Label, MaxLabel)), "options", $"Every option has an id of a-z, 0-9 and '-' and a label of 1 to {MaxLabel} characters.");
        Check(problems, options.DistinctBy(o => o.Id).Count() == options.Count, "options", "Two options have the same id.");
        Check(problems, min >= 1 && min <= max && max <= options.Count, "maxChoices", "1 <= minChoices <= maxChoices <= number of options.");
        Check(problems, maxScore is null or (>= 1 and <= HighestMaxScore), "maxScore", $"maxScore is 1 to {HighestMaxScore}.");
        Check(problems, poll.ClosesAt is null || poll.OpensAt is null || poll.OpensAt < poll.ClosesAt, "closesAt", "A poll closes after it opens.");
        return problems;
    }

    /// <summary>Whether <paramref name="next"/> leaves the meaning of ballots already cast for <paramref name="current"/> as it was.</summary>
    public static bool KeepsMeaning(PollDefinition current, PollDefinition next)
        => current.Question == next.Question && current.Kind == next.Kind && current.Options.SequenceEqual(next.Options)
            && current.MinChoices == next.MinChoices && current.MaxChoices == next.MaxChoices
            && current.MaxScore == next.MaxScore && current.AllowAbstain == next.AllowAbstain;

    /// <summary>Whether <paramref name="poll"/> is what <paramref name="kept"/> was opened with, unchanged since.</summary>
    public static bool IsRepeated(PollRow kept, PollDefinition poll)
        => PollJson.Read(kept.Definition) is var first && first.Version == poll.Version && KeepsMeaning(first, poll)
            && first.OpensAt == poll.OpensAt && first.ClosesAt == poll.ClosesAt && kept.ClosesAt == poll.ClosesAt && !kept.ClosePublished;

    public static bool IsId(string id) => id.Length is >= 1 and <= MaxIdLength && !id.AsSpan().ContainsAnyExcept(_idCharacters);

    private static DateTimeOffset? Time(Dictionary<string, string[]> problems, string member, string? text)
    {
        if (text is null)
        {
            return null;
        }

        var good = PollTime.TryParse(text, out var time);
        Check(problems, good, member, PollTime.Rule);
        return good ? time : null;
    }

    private static List<PollOption> Options(IReadOnlyList<OptionDraft> drafts)
        => [.. drafts.Take(MaxOptions + 1).Select((draft, index) =>
            new PollOption(draft?.Id ?? IdOf(draft?.Label, index), draft?.Label?.Trim() ?? ""))];

    private static string IdOf(string? label, int index)
    {
        var id = new StringBuilder();
        foreach (var character in (label ?? "").Trim().ToLowerInvariant())
        {
            if (char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character))
            {
                id.Append(character);
            }
            else if (id.Length > 0 && id[^1] != '-')
            {
                id.Append('-');
            }
        }

        var trimmed = id.ToString().Trim('-');
        return trimmed.Length is > 0 and <= MaxIdLength ? trimmed : $"option-{index + 1}";
    }

    private static bool IsText(string text, int max) => text.Length >= 1 && text.Length <= max && !text.Any(char.IsControl);

    private static void Check(Dictionary<string, string[]> problems, bool good, string member, string problem)
    {
        if (!good)
        {
            problems[member] = [.. problems.GetValueOrDefault(member, []), problem];
        }
    }
}
