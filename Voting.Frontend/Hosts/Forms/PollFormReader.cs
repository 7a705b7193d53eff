using System.Globalization;
using Voting.Contracts.Polls;
using Poll = Voting.Frontend.Api.Poll;

namespace Voting.Frontend.Hosts.Forms;

/// <summary>Makes a poll of what was typed, and says everything that is wrong with it at once, by the rules that the API has. The API has the last word.</summary>
internal static class PollFormReader
{
    /// <summary>The options: lines that are not empty.</summary>
    public static IReadOnlyList<string> Lines(string options) =>
        [.. options.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];

    /// <param name="id">The poll's id, where it has one.</param>
    /// <param name="before">The poll that is changed, whose options keep their ids.</param>
    public static PollDraft Read(PollForm form, string? id, Poll? before, DateTimeOffset now, out FormErrors errors)
    {
        var found = new FormErrors();
        var draft = new PollDraft(
            id,
            form.Question,
            Enum.Parse<PollKind>(form.Kind, ignoreCase: true),
            [.. Lines(form.Options).Select(label => new OptionDraft(before?.Options.FirstOrDefault(option => option.Label == label)?.Id, label))],
            form.Kind == "multiple" ? Number(PollFields.MinChoices, form.MinChoices) : null,
            form.Kind == "multiple" ? Number(PollFields.MaxChoices, form.MaxChoices) : null,
            form.Kind == "score" ? Number(PollFields.MaxScore, form.MaxScore) : null,
            form.Abstain,
            Time(PollFields.OpensAt, form.OpensAt),
            Time(PollFields.ClosesAt, form.ClosesAt),
            MethodOf(form),
            Number(PollFields.Seats, form.Seats),
            form.Description,
            Enum.Parse<ResultVisibility>(form.Visibility.Replace("-", "", StringComparison.Ordinal), ignoreCase: true),
            form.Listed,
            Voters: Enum.Parse<VoterAdmission>(form.Voters, ignoreCase: true),
            // Without codes the box is not shown, and does not matter where it is.
            AllowChange: form is { Voters: "codes", FirstStays: true } ? false : null,
            TieBreak: Named<TieBreak>(form.TieBreak),
            WinningShare: IsOfChoices(form) ? Named<WinningShare>(form.WinningShare) : null,
            Quorum: IsOfChoices(form) ? Number(PollFields.Quorum, form.Quorum) : null);
        found.Add(PollRules.Define(draft, 1, out var poll), form);
        if (poll.ClosesAt <= now)
        {
            found.Add(PollFields.ClosesAt, "A poll closes in the future.");
        }

        errors = found;
        return draft;

        int? Number(string field, string typed)
        {
            if (typed.Length == 0)
            {
                return null;
            }

            if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }

            found.Add(field, "Enter a whole number, or nothing.");
            return null;
        }

        string? Time(string field, string typed)
        {
            var time = TimeZones.Read(typed, form.Zone, out var problem);
            if (problem is not null)
            {
                found.Add(field, problem);
            }

            return time;
        }
    }

    private static CountingMethod? MethodOf(PollForm form) => Named<CountingMethod>(form.MethodOf(form.Kind));

    private static bool IsOfChoices(PollForm form) => form.Kind is "single" or "multiple" or "approval";

    // A value as the contracts write it.
    private static T? Named<T>(string? name)
        where T : struct, Enum =>
        Enum.TryParse<T>(name?.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null;
}
