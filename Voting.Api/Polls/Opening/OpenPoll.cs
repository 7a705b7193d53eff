using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Voting.Api.Ballots;
using Voting.Contracts.Hosts;
using Voting.Contracts.Polls;

namespace Voting.Api.Polls.Opening;

/// <summary>Opens a draft or a scheduled poll now. What is open already stays as it is, so that the request may be sent again.</summary>
internal static class OpenPoll
{
    public static async Task<Results<Ok<Poll>, ValidationProblem, ProblemHttpResult>> OpenAsync(
        string poll, [FromHeader(Name = "If-Match")] string? ifMatch, ClaimsPrincipal user, PollWriter polls, VoterKeys keys, CancellationToken ct)
    {
        PollRow row;
        do
        {
            if (await polls.FindAsync(poll, ct) is not { } found)
            {
                return PollErrors.Unknown();
            }

            row = found;
            var (definition, now) = (PollJson.Read(row.Definition), polls.Now);
            if (!row.IsDraft && PollState.Of(definition, row.IsClosed(now), now) is var state and not PollState.Scheduled)
            {
                return state == PollState.Open ? TypedResults.Ok(row.Show(definition, now)) : PollErrors.Closed();
            }

            if (PollErrors.Precondition(row, ifMatch) is { } refusal)
            {
                return refusal;
            }

            if (definition.ClosesAt <= now)
            {
                return PollErrors.ClosesInThePast();
            }

            // No time at all: the poll is open as soon as it is on the stream, whatever the clocks of the two stores say.
            row.Publish(definition with { OpensAt = null, Version = row.Version + 1 }, keys.Current.Fingerprint);
            await polls.NoteAsync(poll, AuditAction.Opened, user, $"version {row.Version}", ct);
        }
        while (!await polls.TrySaveAsync(ct));

        await polls.PublishAsync(row, ct);
        return TypedResults.Ok(row.Show(polls.Now));
    }
}
