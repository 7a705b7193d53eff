using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Voting.Api.Polls;
using Voting.Contracts.Hosts;

namespace Voting.Api.Audit;

/// <summary>Shows a host what hosts did to the poll, oldest first.</summary>
internal static class AuditEndpoint
{
    public static async Task<Results<Ok<IReadOnlyList<AuditEntry>>, ProblemHttpResult>> GetAsync(string poll, PollsDbContext database, CancellationToken ct)
    {
        var entries = await database.Audit.AsNoTracking().Where(entry => entry.Poll == poll).OrderBy(entry => entry.Sequence).ToListAsync(ct);
        // A deleted draft leaves its log, which the administrator may still read; a poll from before there were logs has none.
        return entries.Count > 0 || await database.Polls.AnyAsync(row => row.Id == poll, ct)
            ? TypedResults.Ok<IReadOnlyList<AuditEntry>>([.. entries.Select(entry => entry.Entry())])
            : PollErrors.Unknown();
    }
}
