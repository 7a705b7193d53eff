using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Voting.Contracts.Hosts;
using Voting.Contracts.Polls;

namespace Voting.Api.Polls.Lifecycle;

/// <summary>Closes a poll by hand. What is closed already stays as it is, so that the request may be sent again.</summary>
internal static class ClosePoll
{
    public static async Task<Results<Accepted<Poll>, ProblemHttpResult>> CloseAsync(string poll, ClaimsPrincipal user, PollWriter polls, CancellationToken ct)
    {
        PollRow row;
        do
        {
            if (await polls.FindAsync(poll, ct) is not { } found)
            {
                return PollErrors.Unknown();
            }

            row = found;
            if (row.IsDraft)
            {
                return PollErrors.Draft();
            }

            if (row.ClosesAt is null || row.ClosesAt > polls.Now)
            {
                // Kept first: if the close marker cannot be appended now, the outbox appends it as soon as it can.
                row.ClosesAt = PollTime.Second(polls.Now);
                await polls.NoteAsync(poll, AuditAction.Closed, user, null, ct);
            }
        }
        while (!await polls.TrySaveAsync(ct));

        await polls.PublishAsync(row, ct);
        return TypedResults.Accepted($"/api/v1/polls/{poll}/results", row.Show(polls.Now));
    }
}
