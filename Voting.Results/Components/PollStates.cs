using Voting.Results.Ledger;

namespace Voting.Results.Components;

/// <summary>Where a poll stands at a moment: the state that the ledger keeps, and the clock where the ledger changes only later.</summary>
internal static class PollStates
{
    public const string Scheduled = "scheduled";
    public const string Open = "open";
    public const string Closed = "closed";
    public const string Final = "final";

    public static string Of(PollTally tally, DateTimeOffset at) => tally.State switch
    {
        Open when tally.OpensAt > at => Scheduled,
        Open when tally.ClosesAt <= at => Closed,
        var kept => kept,
    };
}
