using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Voting.Contracts.Hosts;

namespace Voting.Api.Polls.Lifecycle;

/// <summary>Deletes a draft. Its audit log stays; a poll that was opened is never deleted here, and the database would not let this service do it.</summary>
internal static class DeletePoll
{
    public static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string poll, [FromHeader(Name = "If-Match")] string? ifMatch, ClaimsPrincipal user, PollWriter polls, CancellationToken ct)
    {
        do
        {
            if (await polls.FindAsync(poll, ct) is not { } row)
            {
                return PollErrors.Unknown();
            }

            if (!row.IsDraft)
            {
                return PollErrors.NotDraft();
            }

            if (PollErrors.Precondition(row, ifMatch) is { } refusal)
            {
                return refusal;
            }

            polls.Remove(row);
            await polls.NoteAsync(poll, AuditAction.Deleted, user, null, ct);
        }
        while (!await polls.TrySaveAsync(ct));

        return TypedResults.NoContent();
    }
}
