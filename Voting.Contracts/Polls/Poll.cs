using System.Text.Json.Serialization;

namespace Voting.Contracts.Polls;

/// <summary>A poll and where it stands now, as the HTTP API shows it.</summary>
/// <param name="State"><c>scheduled</c>, <c>open</c> or <c>closed</c>; its hosts also see a <c>draft</c>, and the results know <c>final</c>.</param>
/// <param name="Method">The method that decides the poll.</param>
/// <param name="Seats">How many options win.</param>
/// <param name="Description">Lines of plain text; null: nothing.</param>
/// <param name="Visibility">Who sees the results, and when.</param>
/// <param name="Listed">Whether the poll stands in lists.</param>
/// <param name="JoinCode">What a voter types to come to the poll.</param>
/// <param name="Voters">Who may vote.</param>
/// <param name="AllowChange">Whether a vote may be changed until the poll closes.</param>
/// <param name="TieBreak">Who is chosen among options that are level.</param>
/// <param name="TieSeed">The seed of the lot; null where none is drawn.</param>
/// <param name="WinningShare">What an option needs to win; null: most votes.</param>
/// <param name="Quorum">Ballots without which the poll decides nothing; null: none.</param>
/// <param name="HostKey">What makes its bearer a host of the poll; only in the answer to who made the poll.</param>
public sealed record Poll(
    string Id,
    string Question,
    PollKind Kind,
    IReadOnlyList<PollOption> Options,
    int MinChoices,
    int MaxChoices,
    int? MaxScore,
    bool AllowAbstain,
    string State,
    DateTimeOffset? OpensAt,
    DateTimeOffset? ClosesAt,
    int Version,
    CountingMethod Method,
    int Seats,
    string? Description,
    ResultVisibility Visibility,
    bool Listed,
    string? JoinCode,
    VoterAdmission Voters,
    bool AllowChange,
    TieBreak TieBreak,
    string? TieSeed,
    WinningShare? WinningShare,
    int? Quorum,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? HostKey = null)
{
    /// <summary>Whether votes are taken.</summary>
    public bool IsOpen() => State is PollState.Open;

    /// <summary>The poll at <paramref name="now"/>; <paramref name="closed"/> once the close marker is on the stream.</summary>
    public static Poll Of(PollDefinition poll, bool closed, DateTimeOffset now) => new(
        poll.Id, poll.Question, poll.Kind, poll.Options, poll.MinChoices, poll.MaxChoices, poll.MaxScore, poll.AllowAbstain,
        PollState.Of(poll, closed, now), poll.OpensAt, poll.ClosesAt, poll.Version, poll.CountedBy, poll.SeatCount,
        poll.Description, poll.ShownTo, poll.IsListed, poll.JoinCode, poll.Admits, poll.IsChangeAllowed,
        poll.TiesGoBy, poll.TieSeed, poll.WinningShare, poll.Quorum);
}

/// <summary>Where a poll stands: the one rule for it.</summary>
public static class PollState
{
    /// <summary>Not published: its hosts see and change it, and nobody votes.</summary>
    public const string Draft = "draft";

    public const string Scheduled = "scheduled";
    public const string Open = "open";
    public const string Closed = "closed";

    /// <summary>Closed, and everything accepted before the close marker is stored: the result never changes again.</summary>
    public const string Final = "final";

    /// <summary>The state at <paramref name="now"/>; <paramref name="closed"/> once the close marker is on the stream.</summary>
    public static string Of(PollDefinition poll, bool closed, DateTimeOffset now)
        => closed || poll.ClosesAt <= now ? Closed : poll.OpensAt > now ? Scheduled : Open;
}
