using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Voting.Api.Http;
using Voting.Contracts.Errors;
using Voting.Contracts.Hosts;
using Voting.Contracts.Polls;

namespace Voting.Api.Polls.Lifecycle;

/// <summary>Takes a closed poll out of the lists, or back into them. Its own pages stay.</summary>
internal static class ArchivePoll
{
    public static async Task<Results<Ok<Poll>, ProblemHttpResult>> ArchiveAsync(
        string poll, ArchiveRequest request, ClaimsPrincipal user, PollWriter polls, CancellationToken ct)
    {
        var archived = request.Archived ?? true;
        PollRow row;
        do
        {
            if (await polls.FindAsync(poll, ct) is not { } found)
            {
                return PollErrors.Unknown();
            }

            row = found;
            if (!row.IsClosed(polls.Now))
            {
                return ApiErrors.Conflict(ErrorCode.PollNotClosed, "The poll is not closed: only closed polls are archived.");
            }

            if (row.ArchivedAt is not null != archived)
            {
                row.ArchivedAt = archived ? polls.Now : null;
                await polls.NoteAsync(poll, archived ? AuditAction.Archived : AuditAction.Unarchived, user, null, ct);
            }
        }
        while (!await polls.TrySaveAsync(ct));

        return TypedResults.Ok(row.Show(polls.Now));
    }
}
