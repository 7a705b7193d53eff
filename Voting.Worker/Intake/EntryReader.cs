using System.Buffers;
using Voting.Contracts.Ballots;
using Voting.Contracts.Polls;
using Voting.Worker.Ledger;
using Voting.Worker.Streams;

namespace Voting.Worker.Intake;

/// <summary>Reads an entry of the vote stream (docs/protocol.md). Nothing is trusted: what does not parse becomes <see cref="StreamEvent.Unreadable"/>.</summary>
internal static class EntryReader
{
    public const int MaxContentLength = 16 * 1024;
    private const string Version = "1";

    private static readonly SearchValues<char> _contentCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-:,");

    /// <param name="entry">The entry as Redis gave it.</param>
    /// <param name="newest">The last position that the stream's clock can have made (<see cref="StreamClock"/>).</param>
    /// <param name="seal">Opens sealed ballots.</param>
    public static StreamEvent Read(RawEntry entry, long newest, BallotSeal seal)
    {
        if (!EntryPosition.TryParse(entry.Id, out var position) || position > newest)
        {
            return Unreadable(entry, "entry id out of range");
        }

        if (entry["oversized"] is not null)
        {
            return Unreadable(entry, "larger than any entry"); // the stream kept its fields (cap-entry-size.lua)
        }

        // A replayed dead letter says where it was accepted first.
        if (entry["position"] is { } first && (!EntryPosition.TryParse(first, out position) || position > newest))
        {
            return Unreadable(entry, "first position out of range");
        }

        if (entry["v"] != Version)
        {
            return Unreadable(entry, "unknown schema version");
        }

        if (entry["poll"] is not { } poll || !PollRules.IsId(poll))
        {
            return Unreadable(entry, "no valid poll id");
        }

        return entry["type"] switch
        {
            "ballot.cast" => ReadBallot(entry, position, poll, seal),
            "poll.opened" or "poll.changed" => ReadDefinition(entry, position, poll),
            "poll.closed" => new StreamEvent.PollClosed(entry.Id, position, poll),
            _ => Unreadable(entry, "unknown event type"),
        };
    }

    private static StreamEvent ReadBallot(RawEntry entry, long position, string poll, BallotSeal seal)
    {
        if (!Guid.TryParseExact(entry["id"], "D", out var ballot))
        {
            return Unreadable(entry, "no valid ballot id");
        }

        if (!Guid.TryParseExact(entry["voter"], "N", out var voter))
        {
            return Unreadable(entry, "no valid voter");
        }

        var content = entry["content"];
        if (entry["sealed"] is { } kept && (content = seal.Open(poll, ballot, entry["voter"]!, kept, out var problem)) is null)
        {
            return Unreadable(entry, problem);
        }

        if (content is not { Length: <= MaxContentLength } || content.AsSpan().ContainsAnyExcept(_contentCharacters))
        {
            return Unreadable(entry, "no canonical ballot");
        }

        return new StreamEvent.BallotEntry(entry.Id, new BallotRow(position, ballot, poll, voter, content), entry["traceparent"]);
    }

    private static StreamEvent ReadDefinition(RawEntry entry, long position, string poll)
    {
        if (entry["definition"] is not { Length: <= PollRules.MaxDefinitionLength } definition)
        {
            return Unreadable(entry, "no poll definition");
        }

        // Written anew: JSON allows what PostgreSQL's jsonb refuses (lone surrogates, numbers without end), and what it refuses is no poll.
        return PollJson.TryRead(definition) is { } parsed && PollRules.IsSound(parsed) && parsed.Id == poll
            ? new StreamEvent.PollDefined(entry.Id, position, entry["type"]!, poll, parsed.Version, StoredDefinition.Json(parsed))
            : Unreadable(entry, "not a poll definition");
    }

    private static StreamEvent.Unreadable Unreadable(RawEntry entry, string reason) => new(entry.Id, reason);
}
