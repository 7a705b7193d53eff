using Voting.Worker.Ledger;
using Voting.Worker.Streams;

namespace Voting.Worker.Intake;

/// <summary>What an entry turned out to be.</summary>
internal abstract record StreamEvent(string EntryId, long Position)
{
    /// <summary>A vote.</summary>
    public sealed record BallotCast(string EntryId, CastBallot Ballot, string? TraceParent) : StreamEvent(EntryId, Ballot.Position)
    {
        /// <summary>By Redis's clock, which made the entry's id.</summary>
        public DateTimeOffset AcceptedAt => EntryPosition.Time(Position);
    }

    /// <summary>A poll as its owner defines it, new or changed.</summary>
    public sealed record PollDefined(string EntryId, long Position, string Type, string Poll, int Version, string Definition) : StreamEvent(EntryId, Position);

    /// <summary>The fence: nothing behind it counts.</summary>
    public sealed record PollClosed(string EntryId, long Position, string Poll) : StreamEvent(EntryId, Position);

    /// <summary>Not an event of ours; goes to the dead letters with this reason.</summary>
    public sealed record Unreadable(string EntryId, string Reason) : StreamEvent(EntryId, 0);
}
