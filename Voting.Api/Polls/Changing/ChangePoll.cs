using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Voting.Api.Ballots;
using Voting.Api.Http;
using Voting.Contracts.Errors;
using Voting.Contracts.Hosts;
using Voting.Contracts.Polls;

namespace Voting.Api.Polls.Changing;

/// <summary>Changes a poll, wholly or in part: a draft or a scheduled poll in everything, an open one where ballots keep their meaning.</summary>
internal static class ChangePoll
{
    public static Task<Results<Ok<Poll>, ValidationProblem, ProblemHttpResult>> ReplaceAsync(
        string poll, PollDraft draft, [FromHeader(Name = "If-Match")] string? ifMatch,
        ClaimsPrincipal user, PollWriter polls, VoterKeys keys, CancellationToken ct)
        => ChangeAsync(poll, _ => draft, ifMatch, user, polls, keys, ct);

    public static Task<Results<Ok<Poll>, ValidationProblem, ProblemHttpResult>> PatchAsync(
        string poll, PollChange change, [FromHeader(Name = "If-Match")] string? ifMatch,
        ClaimsPrincipal user, PollWriter polls, VoterKeys keys, CancellationToken ct)
        => ChangeAsync(poll, change.Apply, ifMatch, user, polls, keys, ct);

    private static async Task<Results<Ok<Poll>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        string poll, Func<PollDefinition, PollDraft> change, string? ifMatch, ClaimsPrincipal user, PollWriter polls, VoterKeys keys, CancellationToken ct)
    {
        PollRow row;
        PollDefinition next;
        do
        {
            if (await polls.FindAsync(poll, ct) is not { } found)
            {
                return PollErrors.Unknown();
            }

            row = found;
            var (current, now) = (PollJson.Read(row.Definition), polls.Now);
            var draft = change(current) with { Id = poll };
            if (PollRules.Define(draft, row.Version + 1, out next) is { Count: > 0 } problems)
            {
                return ApiErrors.Invalid(ErrorCode.InvalidPoll, problems);
            }

            if (PollErrors.Precondition(row, ifMatch) is { } changed)
            {
                return changed;
            }

            if (!row.IsDraft && Refusal(row, current, next, draft, now) is { } refusal)
            {
                return refusal;
            }

            var opens = row.IsDraft && draft.Draft == false;
            if (next.ClosesAt <= now && (opens || next.ClosesAt != current.ClosesAt))
            {
                return PollErrors.ClosesInThePast();
            }

            // The voters stay the same ones, and find the poll where they were told.
            next = next.WithTieSeed(current) with { VoterKey = current.VoterKey, JoinCode = current.JoinCode };
            if (opens)
            {
                row.Publish(next, keys.Current.Fingerprint);
            }
            else
            {
                row.Change(next);
            }

            await polls.NoteAsync(poll, opens ? AuditAction.Opened : AuditAction.Changed, user, Difference.Words(current, next), ct);
        }
        while (!await polls.TrySaveAsync(ct));

        await polls.PublishAsync(row, ct);
        var published = PollJson.Read(row.Definition);
        return published.MeansTheSameAs(next)
            ? TypedResults.Ok(row.Show(published, polls.Now))
            : ApiErrors.Conflict(ErrorCode.PollOpen, "The poll opened before the change reached it. It stays as it opened.");
    }

    private static ProblemHttpResult? Refusal(PollRow row, PollDefinition current, PollDefinition next, PollDraft draft, DateTimeOffset now)
    {
        if (row.IsClosed(now))
        {
            return PollErrors.Closed();
        }

        if (draft.Draft == true)
        {
            return PollErrors.NotDraft();
        }

        var opened = current.OpensAt is null || current.OpensAt <= now;
        return opened && (!current.MeansTheSameAs(next) || next.OpensAt != current.OpensAt)
            ? ApiErrors.Conflict(ErrorCode.PollOpen, "The poll is open: only its closing time and whether it is listed can change, or ballots would lose their meaning.")
            : null;
    }
}
