using Voting.Results.Ledger;

namespace Voting.Results.Components;

/// <summary>Where a poll stands at a moment: the state that the ledger keeps, and the clock where the ledger changes only later.</summary>
internal static class PollStates
{
    public const string Scheduled = "scheduled";
    public const string Open = "open";
    public const string Closed = "closed";
    public const string Final = "final";

    public static string Of(PollTally tally, DateTimeOffset at) => Of(tally.State, tally.OpensAt, tally.ClosesAt, at);

    public static string Of(PollEntry poll, DateTimeOffset at) => Of(poll.State ?? Open, poll.OpensAt, poll.ClosesAt, at);

    private static string Of(string kept, DateTimeOffset? opensAt, DateTimeOffset? closesAt, DateTimeOffset at) => kept switch
    {
        Open when opensAt > at => Scheduled,
        Open when closesAt <= at => Closed,
        _ => kept,
    };
}
