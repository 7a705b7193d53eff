using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Voting.Api.Http;
using Voting.Api.Polls;
using Voting.Contracts.Errors;

namespace Voting.Api.Exports;

/// <summary>The one place that decides who may have the ballots of a poll, and when: everyone, once it is final. What a poll says about who sees its results belongs here.</summary>
internal sealed class ExportAccess(PollsDbContext ledger)
{
    /// <summary>The poll's definition, or why it is not given out.</summary>
    public async Task<(FinalDefinitionRow? Poll, ProblemHttpResult? Refusal)> OpenAsync(string poll, CancellationToken ct)
    {
        if (await ledger.Set<FinalDefinitionRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Poll == poll, ct) is { } final)
        {
            return (final, null);
        }

        return (null, await ledger.Results.AnyAsync(row => row.Poll == poll, ct) ? NotFinal() : ApiErrors.NotFound(ErrorCode.UnknownPoll, "The ledger knows no such poll."));
    }

    /// <summary>While ballots may still come, or the last count is being made.</summary>
    public static ProblemHttpResult NotFinal() => ApiErrors.Conflict(ErrorCode.PollNotFinal, "The result of this poll is not final yet.");
}
