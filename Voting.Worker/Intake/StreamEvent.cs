using Voting.Worker.Ledger;
using Voting.Worker.Streams;

namespace Voting.Worker.Intake;

/// <summary>What an entry turned out to be.</summary>
/// <param name="EntryId">Its id in the stream.</param>
/// <param name="Position">
/// By it the ledger orders: the place in the stream where it was first accepted. For a replayed dead letter that is not where it is now.
/// </param>
internal abstract record StreamEvent(string EntryId, long Position)
{
    /// <summary>Where it is in the stream now; 0 for an id that is no position.</summary>
    public long StreamPosition => EntryPosition.TryParse(EntryId, out var position) ? position : 0;

    /// <summary>A vote.</summary>
    public sealed record BallotEntry(string EntryId, BallotRow Row, string? TraceParent) : StreamEvent(EntryId, Row.Position)
    {
        /// <summary>By Redis's clock, which made the entry's id.</summary>
        public DateTimeOffset AcceptedAt => EntryPosition.Time(Position);
    }

    /// <summary>A poll as its owner defines it, new or changed.</summary>
    public sealed record PollDefined(string EntryId, long Position, string Type, string Poll, int Version, string Definition) : StreamEvent(EntryId, Position);

    /// <summary>The close marker: nothing behind it counts.</summary>
    public sealed record PollClosed(string EntryId, long Position, string Poll) : StreamEvent(EntryId, Position);

    /// <summary>Not an event of ours; goes to the dead letters with this reason.</summary>
    public sealed record Unreadable(string EntryId, string Reason) : StreamEvent(EntryId, 0);
}
