using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Voting.Api.Http;
using Voting.Contracts.Polls;

namespace Voting.Api.Polls.Listing;

/// <summary>Reads pages of polls, newest first, from the polls' own schema; what everyone may see also from Redis while PostgreSQL is away.</summary>
internal sealed class PollList(PollsDbContext database, PollCache cache, TimeProvider clock, ILogger<PollList> logger)
{
    /// <summary>The polls of the page, and where it ends where another one follows.</summary>
    public async Task<(IReadOnlyList<Poll> Polls, PollPlace? End)> ReadAsync(PollQuery query, CancellationToken ct)
    {
        try
        {
            return await PageAsync(query, ct);
        }
        catch (Exception fault) when (query is { All: false, Archived: false } && StoreExceptionHandler.IsOutage(fault))
        {
            return await PublishedAsync(query);
        }
    }

    /// <summary>The id of the published poll that has a join code; null where none has.</summary>
    public async Task<string?> FindAsync(string joinCode, CancellationToken ct)
    {
        try
        {
            return await database.Polls.FromSql($"select *, xmin from polls.poll where definition->>'joinCode' = {joinCode}")
                .Where(row => !row.IsDraft).Select(row => row.Id).SingleOrDefaultAsync(ct);
        }
        catch (Exception fault) when (StoreExceptionHandler.IsOutage(fault))
        {
            return (await cache.ListAsync()).FirstOrDefault(poll => poll.JoinCode == joinCode)?.Id;
        }
    }

    // One statement and one order, so that the index poll_newest carries the pages. Times in definitions have one form, so that they compare as texts,
    // and one that was forged stops nothing.
    private async Task<(IReadOnlyList<Poll> Polls, PollPlace? End)> PageAsync(PollQuery query, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var rows = await database.Polls.FromSql($"""
            select *, xmin from polls.poll
            where ({query.All} or (not is_draft and published_version > 0 and definition->>'listed' is distinct from 'false'))
                and (archived_at is not null) = {query.Archived}
                and ({query.After?.CreatedAt}::timestamptz is null or (created_at, id) < ({query.After?.CreatedAt}::timestamptz, {query.After?.Id}::text))
                and ({query.Text}::text is null or strpos(lower(definition->>'question'), lower({query.Text}::text)) > 0)
                and ({query.State}::text is null or {query.State}::text = case
                    when is_draft then 'draft'
                    when close_published or closes_at <= {now} then 'closed'
                    when (definition->>'opensAt') collate "C" > {PollTime.Stored(now)} collate "C" then 'scheduled'
                    else 'open' end)
            order by created_at desc, id desc limit {query.Limit + 1}
            """).AsNoTracking().ToListAsync(ct);
        var page = rows.Take(query.Limit).ToList();
        return ([.. page.Select(row => TryShow(row, now)).OfType<Poll>()], rows.Count > query.Limit ? new(page[^1].CreatedAt, page[^1].Id) : null);
    }

    // What Redis knows: which polls were archived it does not.
    private async Task<(IReadOnlyList<Poll> Polls, PollPlace? End)> PublishedAsync(PollQuery query)
    {
        var polls = (await cache.ListAsync())
            .Where(poll => poll.Listed && (query.State is null || poll.State == query.State)
                && (query.Text is null || poll.Question.Contains(query.Text, StringComparison.OrdinalIgnoreCase)))
            .SkipWhile(poll => query.After is not null && poll.Id != query.After.Id).Skip(query.After is null ? 0 : 1)
            .Take(query.Limit + 1).ToList();
        return (polls[..Math.Min(polls.Count, query.Limit)], polls.Count > query.Limit ? new(DateTimeOffset.UnixEpoch, polls[query.Limit - 1].Id) : null);
    }

    // One definition that cannot be read must not hide the others.
    private Poll? TryShow(PollRow row, DateTimeOffset now)
    {
        try
        {
            return row.Show(now);
        }
        catch (JsonException fault)
        {
            Log.PollUnreadable(logger, row.Id, fault);
            return null;
        }
    }
}
