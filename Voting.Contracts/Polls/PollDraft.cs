namespace Voting.Contracts.Polls;

/// <summary>What a host sends to make, open or change a poll. What is left out gets the default of its kind.</summary>
/// <param name="Id">Made up where absent.</param>
/// <param name="OpensAt">A time as <c>2026-11-30T23:59:59Z</c>, in whole seconds.</param>
/// <param name="ClosesAt">Likewise.</param>
/// <param name="Options">2 to 100; an option's id is made from its label where absent.</param>
/// <param name="Method">How the ballots are counted: <c>plurality</c> or <c>approval</c> for single, multiple and approval polls; <c>instant-runoff</c> (the default), <c>single-transferable-vote</c>, <c>schulze</c>, <c>ranked-pairs</c> or <c>borda</c> for ranking polls; <c>mean-score</c> (the default), <c>star</c> or <c>median</c> for score polls.</param>
/// <param name="Seats">How many options win, 1 to one less than there are options; more than 1 with plurality, approval and single-transferable-vote.</param>
/// <param name="Description">What the question needs to be understood, in lines of plain text; links become links.</param>
/// <param name="Visibility">Who sees the results, and when: <c>live</c> (the default), <c>after-vote</c>, <c>after-close</c> or <c>host-only</c>.</param>
/// <param name="Listed">Whether the poll stands in lists; true where absent.</param>
/// <param name="Voters">Who may vote: <c>link</c> (the default: anyone who has the link) or <c>codes</c> (who has a voting code of this poll).</param>
/// <param name="AllowChange">Whether a vote may be changed until the poll closes; true where absent. False needs <c>codes</c>.</param>
/// <param name="TieBreak">Who is chosen among options that are level: <c>open</c> (nobody), <c>list</c> (the first in the list) or <c>lot</c> (a lot with a published seed). The default is <c>list</c> for instant-runoff and single-transferable-vote, and <c>open</c> for the others; mean-score and star have steps of their own.</param>
/// <param name="WinningShare">What an option needs to win: <c>majority</c> (more than half of the ballots that name an option) or <c>two-thirds</c>; absent: most votes. Only with plurality and approval.</param>
/// <param name="Quorum">Ballots, abstentions among them, without which the poll decides nothing: 1 to 1,000,000,000. Only with plurality and approval.</param>
/// <param name="Draft">True: the poll is kept as a draft, which only its hosts see. False publishes a draft that is changed: it opens now or at <c>opensAt</c>.</param>
public sealed record PollDraft(
    string? Id = null,
    string? Question = null,
    PollKind? Kind = null,
    IReadOnlyList<OptionDraft>? Options = null,
    int? MinChoices = null,
    int? MaxChoices = null,
    int? MaxScore = null,
    bool? AllowAbstain = null,
    string? OpensAt = null,
    string? ClosesAt = null,
    CountingMethod? Method = null,
    int? Seats = null,
    string? Description = null,
    ResultVisibility? Visibility = null,
    bool? Listed = null,
    bool? Draft = null,
    VoterAdmission? Voters = null,
    bool? AllowChange = null,
    TieBreak? TieBreak = null,
    WinningShare? WinningShare = null,
    int? Quorum = null)
{
    /// <summary>A draft that <see cref="PollRules.Define"/> makes <paramref name="poll"/> of: what a form or a partial change begins with.</summary>
    public static PollDraft Of(PollDefinition poll) => new(
        poll.Id, poll.Question, poll.Kind, [.. poll.Options.Select(option => new OptionDraft(option.Id, option.Label))],
        poll.Kind == PollKind.Multiple ? poll.MinChoices : null,
        // As many as there are options is what it is without a number, also after an option was added.
        poll.Kind == PollKind.Multiple && poll.MaxChoices < poll.Options.Count ? poll.MaxChoices : null,
        poll.MaxScore, poll.AllowAbstain, PollTime.Text(poll.OpensAt), PollTime.Text(poll.ClosesAt),
        poll.Method, poll.Seats, poll.Description, poll.Visibility, poll.Listed, Voters: poll.Voters, AllowChange: poll.AllowChange,
        TieBreak: poll.TieBreak, WinningShare: poll.WinningShare, Quorum: poll.Quorum);
}

/// <summary>An option before it has an id.</summary>
public sealed record OptionDraft(string? Id = null, string? Label = null);
