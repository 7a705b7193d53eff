using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;

namespace Voting.Results.Ledger;

/// <summary>Reads the views. Each poll comes from one statement, so its counts belong together.</summary>
internal sealed class LedgerReader(IServiceScopeFactory scopes, TimeProvider time)
{
    public async Task<IReadOnlyList<PollTally>> ReadAllAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var views = scope.ServiceProvider.GetRequiredService<LedgerViewsContext>();
        return await ReadAsync(views, views.PollResults, ct);
    }

    /// <summary>The poll, or null where the ledger does not know it.</summary>
    public async Task<PollTally?> ReadAsync(string poll, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var views = scope.ServiceProvider.GetRequiredService<LedgerViewsContext>();
        return (await ReadAsync(views, views.PollResults.Where(result => result.Poll == poll), ct)).SingleOrDefault();
    }

    public async Task<LedgerBalance?> ReadBalanceAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var views = scope.ServiceProvider.GetRequiredService<LedgerViewsContext>();
        return await views.Balances
            .Select(row => new LedgerBalance(row.Accepted, row.Stored, row.InFlight, row.DeadLettered, row.Balance))
            .SingleOrDefaultAsync(ct);
    }

    private async Task<IReadOnlyList<PollTally>> ReadAsync(LedgerViewsContext views, IQueryable<PollResultRow> polls, CancellationToken ct)
    {
        var rows = await (
            from poll in polls
            join tally in views.OptionTallies on poll.Poll equals tally.Poll into tallies
            from tally in tallies.DefaultIfEmpty()
            join scale in views.ScoreScales on poll.Poll equals scale.Poll into scales
            from scale in scales.DefaultIfEmpty()
            orderby poll.OpenedPosition descending, poll.Poll, tally.Ordinal
            select new { poll, tally, scale }).ToListAsync(ct);

        var asOf = time.GetUtcNow();
        return
        [
            .. from ofPoll in rows.GroupBy(row => row.poll.Poll, StringComparer.Ordinal)
               let poll = ofPoll.First().poll
               let options = ofPoll.Select(row => row.tally)
               select new PollTally(
                   poll.Poll, poll.Question, poll.Kind, poll.State, poll.ClosesAt,
                   poll.Counted, poll.Superseded, poll.Rejected, poll.Abstained,
                   [.. options.Where(tally => tally is not null).Select(tally => new OptionTally(tally.Option, tally.Label, tally.Ballots, tally.Score))],
                   asOf, poll.OpensAt, ofPoll.First().scale?.MaxScore),
        ];
    }
}
