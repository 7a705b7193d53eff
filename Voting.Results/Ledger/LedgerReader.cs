using Microsoft.EntityFrameworkCore;
using Voting.Contracts.Polls;
using Voting.Contracts.Results;

namespace Voting.Results.Ledger;

/// <summary>Reads the views. Each poll comes from one statement, so its counts belong together.</summary>
internal sealed class LedgerReader(IServiceScopeFactory scopes, TimeProvider time)
{
    // What the API gives out. Outside of it a time is taken for none: .NET ends in the year 9999, PostgreSQL does not.
    private static readonly DateTimeOffset _first = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset _last = new(2100, 12, 31, 23, 59, 59, TimeSpan.Zero);

    /// <summary>Every poll, the newest first, without its result; also those that no list shows.</summary>
    public async Task<IReadOnlyList<PollEntry>> ReadIndexAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var views = scope.ServiceProvider.GetRequiredService<LedgerViewsContext>();
        return await views.PollResults.OrderByDescending(poll => poll.OpenedPosition).ThenBy(poll => poll.Poll)
            .Select(poll => new PollEntry(
                poll.Poll, poll.Question, poll.State, poll.Counted,
                poll.OpensAt >= _first && poll.OpensAt <= _last ? poll.OpensAt : null,
                poll.ClosesAt >= _first && poll.ClosesAt <= _last ? poll.ClosesAt : null,
                poll.Listed))
            .ToListAsync(ct);
    }

    /// <summary>The poll, or null where the ledger does not know it.</summary>
    /// <exception cref="InvalidDataException">The poll's row lacks what every poll has.</exception>
    /// <exception cref="System.Text.Json.JsonException">The poll's count cannot be read.</exception>
    public async Task<PollTally?> ReadAsync(string poll, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var views = scope.ServiceProvider.GetRequiredService<LedgerViewsContext>();
        var rows = await (
            from result in views.PollResults.Where(result => result.Poll == poll)
            join tally in views.OptionTallies on result.Poll equals tally.Poll into tallies
            from tally in tallies.DefaultIfEmpty()
            join scale in views.ScoreScales on result.Poll equals scale.Poll into scales
            from scale in scales.DefaultIfEmpty()
            // On one of the rows is enough: a count may be some ten kilobytes.
            join count in views.Counts on new { result.Poll, tally.Ordinal } equals new { count.Poll, Ordinal = 1 } into counts
            from count in counts.DefaultIfEmpty()
            orderby tally.Ordinal
            select new
            {
                result.Visibility, result.JoinCode, result.Description,
                result.Question, result.Kind, result.State, result.Counted, result.Superseded, result.Rejected, result.Abstained,
                ClosesAt = result.ClosesAt >= _first && result.ClosesAt <= _last ? result.ClosesAt : null,
                OpensAt = result.OpensAt >= _first && result.OpensAt <= _last ? result.OpensAt : null,
                // Each column for itself: Entity Framework takes a row that lacks one for no row.
                Option = (string?)tally.Option,
                Label = (string?)tally.Label,
                Ballots = (long?)tally.Ballots,
                tally.Score,
                MaxScore = (int?)scale.MaxScore,
                Count = (string?)count.Result,
                IsCurrent = (bool?)count.IsCurrent,
            }).ToListAsync(ct);
        if (rows is not [var row, ..])
        {
            return null;
        }

        if (row is not { Question: { } question, Kind: { } kind, State: { } state })
        {
            throw new InvalidDataException("The row has no question, no kind or no state.");
        }

        return new(
            poll, question, kind, state, row.ClosesAt, row.Counted, row.Superseded, row.Rejected, row.Abstained,
            [.. rows.Where(r => r.Option is not null).Select(r => new OptionTally(
                r.Option!,
                r.Label ?? throw new InvalidDataException("An option has no label."),
                r.Ballots ?? throw new InvalidDataException("An option has no number of ballots."),
                r.Score))],
            time.GetUtcNow(), row.OpensAt, row.MaxScore,
            row.Count is { } json ? PollCountJson.Read(json) with { IsCurrent = row.IsCurrent == true } : null,
            ResultVisibilityRules.Read(row.Visibility), row.JoinCode, row.Description);
    }

    /// <summary>Whether the ledger has a ballot of this id in this poll, also one that was replaced by a later one.</summary>
    public async Task<bool> HasBallotAsync(string poll, Guid ballot, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var views = scope.ServiceProvider.GetRequiredService<LedgerViewsContext>();
        return await views.Receipts.AnyAsync(receipt => receipt.Ballot == ballot && receipt.Poll == poll && receipt.Status != "rejected", ct);
    }

    public async Task<LedgerBalance?> ReadBalanceAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var views = scope.ServiceProvider.GetRequiredService<LedgerViewsContext>();
        return await views.Balances
            .Select(row => new LedgerBalance(row.Accepted, row.Stored, row.InFlight, row.DeadLettered, row.Balance))
            .SingleOrDefaultAsync(ct);
    }
}
