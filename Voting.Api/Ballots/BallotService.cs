using Voting.Api.Polls;
using Voting.Api.Stores;
using Voting.Api.Streams;
using Voting.Contracts.Ballots;
using Voting.Contracts.Polls;

namespace Voting.Api.Ballots;

/// <summary>Takes a vote: finds the poll, checks the ballot, appends it.</summary>
internal sealed class BallotService(PollCache polls, BallotAppender appender, VoterKeys keys, BallotSeal seal, StoreGate gate, BallotTelemetry telemetry)
{
    // A definition can change between check and append; each time the newer one is checked against.
    private const int MaxRefreshes = 3;

    public async Task<CastResult> CastAsync(string pollId, CastBallotRequest vote, string? idempotencyKey, CancellationToken ct)
    {
        if (gate.IsClosed)
        {
            telemetry.Cast(AppendOutcome.StoresDiffer);
            return new(AppendOutcome.StoresDiffer, default, null, null);
        }

        var poll = await polls.FindAsync(pollId);
        for (var refresh = 0; poll is not null; refresh++)
        {
            if (BallotRules.Canonical(poll, vote, out var problem) is not { } content)
            {
                return new(AppendOutcome.Accepted, default, null, problem);
            }

            if (BallotVoter.Of(poll, vote, out var refused) is not { } voter)
            {
                telemetry.Cast(refused);
                return new(refused, default, null, null);
            }

            if (keys.Find(poll) is not { } key)
            {
                telemetry.Cast(AppendOutcome.KeyMissing);
                return new(AppendOutcome.KeyMissing, default, null, null);
            }

            var ballot = Ballot(key, poll, voter, content, idempotencyKey);
            var appended = KnowFormerDigest(await appender.AppendAsync(poll, ballot, ct), content);
            if (appended.Outcome != AppendOutcome.Stale || refresh == MaxRefreshes)
            {
                telemetry.Cast(appended.Outcome);
                return new(appended.Outcome, ballot.Id, appended.Position, null);
            }

            poll = await polls.RefreshAsync(pollId);
        }

        return new(AppendOutcome.UnknownPoll, default, null, null);
    }

    private Ballot Ballot(VoterKey key, PollDefinition poll, string voter, string content, string? idempotencyKey)
    {
        var (id, digest) = idempotencyKey is null ? (Guid.NewGuid(), "") : (key.BallotId(poll.Id, voter, idempotencyKey), key.Digest(poll.Id, voter, content));
        var hash = key.Hash(poll.Id, voter);
        return new(id, hash, seal.Seals ? seal.Seal(poll, id, hash, content) : content, digest, Code(key, poll, voter), !poll.IsChangeAllowed);
    }

    private static string Code(VoterKey key, PollDefinition poll, string voter) => poll.Admits is VoterAdmission.Codes ? key.HashCode(poll.Id, voter) : "";

    // A repeated ballot that was accepted by an API from before the digest was keyed. It is in the stream, and must not be there twice.
    private static Appended KnowFormerDigest(Appended appended, string content)
        => appended is { Outcome: AppendOutcome.Conflict, Position: { } kept } && kept.Split(' ') is [var digest, var position] && digest == VoterKey.UnkeyedDigest(content)
            ? new(AppendOutcome.Replayed, position) : appended;
}

/// <param name="Problem">Why the vote is no ballot of this poll; the other members mean nothing then.</param>
internal readonly record struct CastResult(AppendOutcome Outcome, Guid Ballot, string? Position, string? Problem);
