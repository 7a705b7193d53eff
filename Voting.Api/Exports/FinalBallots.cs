using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Voting.Api.Polls;

namespace Voting.Api.Exports;

/// <summary>The distinct ballots of a final poll, sorted by content.</summary>
internal static class FinalBallots
{
    private const int PageSize = 5_000;

    /// <summary>
    /// A page at a time, each a statement of its own: a reader may take as long as it likes, and a statement may not (PollsServiceCollectionExtensions).
    /// A final poll never changes, so the pages fit together.
    /// </summary>
    public static async IAsyncEnumerable<List<FinalBallotRow>> PagesAsync(PollsDbContext ledger, string poll, [EnumeratorCancellation] CancellationToken ct)
    {
        var ballots = ledger.Set<FinalBallotRow>().AsNoTracking().Where(row => row.Poll == poll).OrderBy(row => row.Content).Take(PageSize);
        var page = await ballots.ToListAsync(ct);
        while (page.Count > 0)
        {
            yield return page;
            if (page.Count < PageSize)
            {
                yield break;
            }

            var last = page[^1].Content;
#pragma warning disable CA1309 // PostgreSQL compares, as it sorts.
            page = await ledger.Set<FinalBallotRow>().AsNoTracking().Where(row => row.Poll == poll && string.Compare(row.Content, last) > 0)
                .OrderBy(row => row.Content).Take(PageSize).ToListAsync(ct);
#pragma warning restore CA1309
        }
    }
}
