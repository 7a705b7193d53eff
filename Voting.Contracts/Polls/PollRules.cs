using System.Buffers;
using System.Security.Cryptography;

namespace Voting.Contracts.Polls;

/// <summary>
/// Decides what a poll is. <see cref="Define"/> turns what a host sent into the one canonical definition, or says everything that is
/// wrong with it; <see cref="IsSound"/> holds for every definition that it gives, and tells a forged one from those.
/// </summary>
public static class PollRules
{
    /// <summary>Most options of a poll.</summary>
    public const int MaxOptions = 100;

    /// <summary>Most characters of an id.</summary>
    public const int MaxIdLength = 40;

    /// <summary>The highest score that a scale may end with.</summary>
    public const int HighestMaxScore = 1_000;

    /// <summary>Most characters of a definition as JSON (<see cref="PollJson"/>): what one entry of the stream may carry.</summary>
    public const int MaxDefinitionLength = 240 * 1024;

    /// <summary>The largest quorum.</summary>
    public const int MaxQuorum = 1_000_000_000;

    private static readonly SearchValues<char> _idCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Everything that is wrong, by member (<c>options[2].label</c>); empty where <paramref name="poll"/> is good.</summary>
    public static Dictionary<string, string[]> Define(PollDraft draft, int version, out PollDefinition poll)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var kind = draft.Kind ?? PollKind.Single;
        var question = PollText.Canonical(draft.Question, PollText.MaxQuestion);
        Check(problems, question is not null, "question", TextRule("A question", PollText.MaxQuestion));
        var description = PollText.CanonicalLines(draft.Description, PollText.MaxDescription);
        Check(problems, description is not null, "description", LinesRule("A description", PollText.MaxDescription));
        var options = Options(draft.Options ?? [], problems);
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
            draft.Id ?? NewId(), question ?? "", kind, options, min, max, maxScore,
            draft.AllowAbstain ?? false, opensAt, closesAt, version,
            Method: draft.Method == CountingRules.MethodsOf(kind)[0] ? null : draft.Method, Seats: draft.Seats is null or 1 ? null : draft.Seats,
            Description: description is "" ? null : description, Visibility: draft.Visibility is ResultVisibility.Live ? null : draft.Visibility,
            Listed: draft.Listed is false ? false : null,
            Voters: draft.Voters is VoterAdmission.Link ? null : draft.Voters, AllowChange: draft.AllowChange is false ? false : null,
            WinningShare: draft.WinningShare, Quorum: draft.Quorum);
        poll = poll with { TieBreak = draft.TieBreak == CountingRules.TieBreakOf(poll.CountedBy) ? null : draft.TieBreak };

        Check(problems, IsId(poll.Id), "id", IdRule);
        Check(problems, min >= 1 && min <= max, "minChoices", "minChoices is 1 to maxChoices.");
        Check(problems, max <= options.Count, "maxChoices", $"maxChoices is at most the number of options, {options.Count}.");
        Check(problems, maxScore is null or (>= 1 and <= HighestMaxScore), "maxScore", $"maxScore is 1 to {HighestMaxScore}.");
        var method = CountingRules.MethodProblem(kind, draft.Method);
        Check(problems, method is null, "method", method ?? "");
        var seats = CountingRules.SeatsProblem(poll.CountedBy, poll.SeatCount, options.Count);
        Check(problems, method is not null || seats is null, "seats", seats ?? "");
        var tieBreak = CountingRules.TieBreakProblem(poll.CountedBy, poll.TieBreak);
        Check(problems, tieBreak is null, "tieBreak", tieBreak ?? "");
        var share = CountingRules.NeedProblem(poll.CountedBy, poll.WinningShare is not null);
        Check(problems, share is null, "winningShare", share ?? "");
        var quorum = CountingRules.NeedProblem(poll.CountedBy, poll.Quorum is not null);
        Check(problems, quorum is null, "quorum", quorum ?? "");
        Check(problems, poll.Quorum is null or (>= 1 and <= MaxQuorum), "quorum", $"quorum is 1 to {MaxQuorum}.");
        Check(problems, poll.IsChangeAllowed || poll.Admits is VoterAdmission.Codes, "allowChange", "Only a poll with voting codes can keep the first vote: a voter by link is told apart by a cookie, which can be cleared.");
        Check(problems, closesAt is null || opensAt is null || opensAt < closesAt, "closesAt", "A poll closes after it opens.");
        Check(problems, PollJson.Write(poll).Length <= MaxDefinitionLength, "options", $"The labels together are too long: the poll may take {MaxDefinitionLength} characters as JSON.");
        return problems;
    }

    /// <summary>Whether a definition from the stream is one that <see cref="Define"/> of this or an earlier version could have given, as far as counting it needs.</summary>
    public static bool IsSound(PollDefinition poll)
        => IsId(poll.Id) && poll.Version > 0 && IsStorable(poll.Question) && poll.Options is { Count: > 0 }
            && poll.Options.All(option => option is not null && IsStorable(option.Id) && IsStorable(option.Label))
            && poll.Options.DistinctBy(option => option.Id).Count() == poll.Options.Count
            && CountingRules.MethodProblem(poll.Kind, poll.Method) is null && CountingRules.SeatsProblem(poll.CountedBy, poll.SeatCount, poll.Options.Count) is null
            && CountingRules.TieBreakProblem(poll.CountedBy, poll.TieBreak) is null
            && CountingRules.NeedProblem(poll.CountedBy, poll.WinningShare is not null || poll.Quorum is not null) is null
            && (poll.TiesGoBy is not TieBreak.Lot || !string.IsNullOrEmpty(poll.TieSeed));

    /// <summary>Whether a text is an id of a poll or an option.</summary>
    public static bool IsId(string? id) => id is { Length: >= 1 and <= MaxIdLength } && !id.AsSpan().ContainsAnyExcept(_idCharacters);

    /// <summary>An id for a poll that was sent without one.</summary>
    public static string NewId() => $"poll-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";

    private const string IdRule = "An id has 1 to 40 characters of a-z, 0-9 and '-'.";

    private static List<PollOption> Options(IReadOnlyList<OptionDraft> drafts, Dictionary<string, string[]> problems)
    {
        Check(problems, drafts.Count is >= 2 and <= MaxOptions, "options", $"A poll has 2 to {MaxOptions} options, not {drafts.Count}.");
        OptionDraft[] taken = [.. drafts.Take(MaxOptions)];
        var ids = OptionIds.Of(taken);
        var options = new List<PollOption>(taken.Length);
        var (byId, byAppearance) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        for (var i = 0; i < taken.Length; i++)
        {
            var label = PollText.Canonical(taken[i]?.Label, PollText.MaxLabel);
            Check(problems, IsId(ids[i]), $"options[{i}].id", IdRule);
            Check(problems, byId.TryAdd(ids[i], i), $"options[{i}].id", $"The same id as options[{byId[ids[i]]}].");
            Check(problems, label is not null, $"options[{i}].label", TextRule("A label", PollText.MaxLabel));
            if (label is not null)
            {
                var appearance = PollText.Appearance(label);
                Check(problems, byAppearance.TryAdd(appearance, i), $"options[{i}].label", $"It looks the same as options[{byAppearance[appearance]}].");
            }

            options.Add(new(ids[i], label ?? ""));
        }

        return options;
    }

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

    // PostgreSQL's text has no NUL.
    private static bool IsStorable(string? text) => !string.IsNullOrEmpty(text) && !text.Contains('\0', StringComparison.Ordinal);

    private static string TextRule(string what, int max)
        => $"{what} has 1 to {max} characters, none of them a control character or one that is invisible or changes the direction of writing.";

    private static string LinesRule(string what, int max)
        => $"{what} has at most {max} characters in lines, none of them another control character or one that is invisible or changes the direction of writing.";

    private static void Check(Dictionary<string, string[]> problems, bool good, string member, string problem)
    {
        if (!good)
        {
            problems[member] = [.. problems.GetValueOrDefault(member, []), problem];
        }
    }
}
