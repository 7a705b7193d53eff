using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Voting.Api.Hosts;
using Voting.Api.Http;
using Voting.Api.Polls;
using Voting.Contracts.Errors;
using Voting.Contracts.Polls;

namespace Voting.Api.Exports;

/// <summary>The one place that decides who may have the ballots of a poll, and when: who sees its result, once it is final.</summary>
internal sealed class ExportAccess(PollsDbContext ledger)
{
    /// <summary>The poll's definition, or why it is not given out.</summary>
    public async Task<(FinalDefinitionRow? Poll, ProblemHttpResult? Refusal)> OpenAsync(string poll, ClaimsPrincipal user, CancellationToken ct)
    {
        if (await ledger.Set<FinalDefinitionRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Poll == poll, ct) is { } final)
        {
            var visibility = PollJson.Read(final.Definition).ShownTo;
            // Who shows a receipt sees no more of a final poll than everyone.
            return visibility.Shows(PollState.Final, hasVoted: false, user.IsHost())
                ? (final, null)
                : (null, ApiErrors.Problem(StatusCodes.Status403Forbidden, ErrorCode.ResultsHidden, visibility.Reason()));
        }

        return (null, await ledger.Results.AnyAsync(row => row.Poll == poll, ct) ? NotFinal() : ApiErrors.NotFound(ErrorCode.UnknownPoll, "The ledger knows no such poll."));
    }

    /// <summary>While ballots may still come, or the last count is being made.</summary>
    public static ProblemHttpResult NotFinal() => ApiErrors.Conflict(ErrorCode.PollNotFinal, "The result of this poll is not final yet.");
}
