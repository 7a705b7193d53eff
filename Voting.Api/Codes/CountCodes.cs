using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Voting.Api.Polls;
using Voting.Contracts.Polls;

namespace Voting.Api.Codes;

/// <summary>How many voting codes there are and how many voters have voted; never which.</summary>
internal static class CountCodes
{
    public static async Task<Results<Ok<CodeCounts>, ProblemHttpResult>> CountAsync(string poll, PollsDbContext database, CancellationToken ct)
    {
        if (!await database.Polls.AnyAsync(row => row.Id == poll, ct))
        {
            return PollErrors.Unknown();
        }

        var batches = await database.Codes.Where(code => code.Poll == poll).GroupBy(code => code.Batch).OrderBy(batch => batch.Key)
            .Select(batch => new CodeBatch(batch.Key, batch.Count(), batch.Count(code => code.Revoked))).ToListAsync(ct);
        var used = await database.Results.AsNoTracking().Where(row => row.Poll == poll).Select(row => (long?)row.Counted).FirstOrDefaultAsync(ct);
        return TypedResults.Ok(new CodeCounts(batches.Sum(batch => batch.Made), batches.Sum(batch => batch.Revoked), used, batches));
    }
}
