using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Voting.Api.Ballots;
using Voting.Api.Hosts;
using Voting.Api.Http;
using Voting.Contracts.Errors;
using Voting.Contracts.Hosts;
using Voting.Contracts.Polls;

namespace Voting.Api.Polls.Opening;

/// <summary>Makes a poll, open, scheduled or as a draft, with its join code and its host key.</summary>
internal static class CreatePoll
{
    public static async Task<Results<Created<Poll>, ValidationProblem, ProblemHttpResult>> CreateAsync(
        PollDraft draft, ClaimsPrincipal user, PollWriter polls, VoterKeys keys, CancellationToken ct)
    {
        while (true)
        {
            var isDraft = draft.Draft == true;
            if (PollErrors.Define(draft, polls.Now, out var poll) is { Count: > 0 } problems)
            {
                return ApiErrors.Invalid(ErrorCode.InvalidPoll, problems);
            }

            // A draft gets the voter key of the day on which it opens.
            var row = Row(poll with { VoterKey = isDraft ? null : keys.Current.Fingerprint }, isDraft, out var hostKey);
            polls.Add(row);
            await polls.NoteAsync(row.Id, isDraft ? AuditAction.Drafted : AuditAction.Opened, user, "version 1", ct);
            switch (await polls.SaveAsync(ct))
            {
                case null:
                    return await PublishAsync(row, hostKey, polls, ct);
                case PollRowConfiguration.Key when draft.Id is not null:
                    // The same request again: its answer was lost, or Redis was away after the poll was kept.
                    if (await polls.FindAsync(poll.Id, ct) is { } kept)
                    {
                        return await RepeatAsync(kept, poll, isDraft, user, polls, ct);
                    }

                    break;
                default:
                    // A join code or an id that was made up is taken: another one, then.
                    await polls.FindAsync(poll.Id, ct);
                    break;
            }
        }
    }

    /// <summary>A new row of <paramref name="poll"/>, with a join code and a host key of its own.</summary>
    public static PollRow Row(PollDefinition poll, bool isDraft, out string hostKey)
    {
        poll = poll.WithTieSeed() with { JoinCode = JoinCode.Create() };
        hostKey = HostKey.Create();
        return new()
        {
            Id = poll.Id, Definition = PollJson.Write(poll), Version = poll.Version, ClosesAt = poll.ClosesAt, IsDraft = isDraft, HostKeyHash = HostKey.Hash(hostKey),
        };
    }

    private static async Task<Results<Created<Poll>, ValidationProblem, ProblemHttpResult>> RepeatAsync(
        PollRow kept, PollDefinition poll, bool isDraft, ClaimsPrincipal user, PollWriter polls, CancellationToken ct)
    {
        string? hostKey;
        do
        {
            if (await polls.FindAsync(poll.Id, ct) is not { } found || !IsRepeated(kept = found, poll, isDraft))
            {
                return ApiErrors.Conflict(ErrorCode.PollExists, "There is another poll with this id.");
            }

            hostKey = null;
            // The key went with the answer that was lost, and what is kept is its hash: only who is a host anyway gets a new one.
            if (user.IsAdministrator())
            {
                hostKey = HostKey.Create();
                kept.HostKeyHash = HostKey.Hash(hostKey);
                await polls.NoteAsync(kept.Id, AuditAction.HostKeyReplaced, user, "the poll was sent again", ct);
            }
        }
        while (!await polls.TrySaveAsync(ct));

        return await PublishAsync(kept, hostKey, polls, ct);
    }

    private static async Task<Created<Poll>> PublishAsync(PollRow row, string? hostKey, PollWriter polls, CancellationToken ct)
    {
        await polls.PublishAsync(row, ct);
        return TypedResults.Created($"/api/v1/polls/{row.Id}", row.Show(polls.Now) with { HostKey = hostKey });
    }

    // Whether a poll is what was kept under its id, unchanged since.
    private static bool IsRepeated(PollRow kept, PollDefinition poll, bool isDraft)
        => PollJson.Read(kept.Definition) is var first && first.Version == poll.Version && first.MeansTheSameAs(poll) && first.IsListed == poll.IsListed
            && first.OpensAt == poll.OpensAt && first.ClosesAt == poll.ClosesAt && kept.ClosesAt == poll.ClosesAt && !kept.ClosePublished && kept.IsDraft == isDraft;
}
