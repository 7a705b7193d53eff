using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Voting.Api.Audit;
using Voting.Api.Codes;
using Voting.Api.Polls;
using Voting.Contracts.Hosts;
using Voting.Contracts.Polls;

namespace Voting.Api.Stores;

/// <summary>
/// Makes the stores agree, in the safe direction: what either has is kept and given to the other. May be repeated, and changes nothing
/// where nothing contradicts. Meanwhile the gate is closed, so nothing new comes.
/// </summary>
internal sealed class StoreReconciler(StoreGate gate, StreamAccounts stream, PollOutbox outbox, PublishedCodes codes, PollsDbContext database, TimeProvider clock, ILogger<StoreReconciler> logger)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    /// <returns>What was done; null where the workers have not taken what is on the stream in time, so that it is to be repeated.</returns>
    public async Task<Reconciliation?> RunAsync(CancellationToken ct)
    {
        if (await gate.CheckAsync(ct) is not { } difference)
        {
            return new("The stores agree; nothing was changed.", 0, 0, 0, 0, 0);
        }

        var marks = await StoreComparison.MarksAsync(database, ct);
        if (marks.Furthest > 0)
        {
            await stream.MoveOnAsync(marks.Furthest);
        }

        var rebuilt = await RebuildAsync(ct);
        await outbox.RunAsync(everything: true, ct);
        var (undefined, unclosed) = await LostByLedgerAsync(ct);
        // Definitions first: a ballot of a poll that the ledger does not know would become a dead letter.
        foreach (var poll in undefined)
        {
            await stream.DefineAgainAsync(poll);
        }

        if (!await DrainAsync(ct))
        {
            return null;
        }

        var delivered = await stream.DeliverAgainAsync();
        if (!await DrainAsync(ct))
        {
            return null;
        }

        // Close markers last: what was accepted before them lies before them.
        foreach (var poll in unclosed)
        {
            await stream.CloseAgainAsync(poll);
        }

        if (!await DrainAsync(ct))
        {
            return null;
        }

        // Before they are settled: from then on any replica finds that they agree and takes votes, also if this one dies here.
        // Nobody whose vote the ledger has may get a second one where the first stays.
        await codes.PublishVotersAsync(database, ct);
        if (await SettleAsync(ct) is not { } missing)
        {
            return null;
        }

        await gate.CheckAsync(ct);
        var done = new Reconciliation(difference, rebuilt, undefined.Count + unclosed.Count, delivered, Math.Max(0, missing), Math.Max(0, -missing));
        Log.StoresReconciled(logger, done.RebuiltPolls, done.Delivered, done.Missing, done.LostByRedis);
        return done;
    }

    // Polls of the stream that PostgreSQL does not know, or knows as they were.
    private async Task<int> RebuildAsync(CancellationToken ct)
    {
        var rebuilt = 0;
        foreach (var poll in await stream.PollsAsync())
        {
            if (await stream.PollAsync(poll) is not { } published)
            {
                continue;
            }

            var row = await database.Polls.FindAsync([poll], ct);
            if (row is not null && row.Version > published.Version)
            {
                await stream.ForgetMeaningAsync(poll);
            }

            if (row is null || row.IsDraft || row.Version < published.Version || (published.Closed && !row.ClosePublished))
            {
                await RebuildAsync(poll, row, published, ct);
                rebuilt++;
            }

            database.ChangeTracker.Clear();
        }

        return rebuilt;
    }

    private async Task RebuildAsync(string poll, PollRow? row, PublishedPoll published, CancellationToken ct)
    {
        var definition = PollJson.Read(published.Definition);
        var now = clock.GetUtcNow();
        if (row is null)
        {
            row = new() { Id = poll, Definition = published.Definition, Version = published.Version, CreatedAt = now };
            database.Polls.Add(row);
        }

        if (row.IsDraft || row.Version < published.Version)
        {
            row.Change(definition);
            row.IsDraft = false;
        }

        row.ClosesAt ??= definition.ClosesAt;
        row.PublishedVersion = Math.Max(row.PublishedVersion, published.Version);
        if (published.Closed)
        {
            row.ClosePublished = true;
            row.ClosesAt = published.Marker.Split('-') is [var milliseconds, _] ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(milliseconds, CultureInfo.InvariantCulture)) : now;
        }

        await database.NoteAsync(poll, AuditAction.Rebuilt, AuditActor.System, $"version {published.Version}: from the stream, after a restore", now, ct);
        await database.SaveChangesAsync(ct);
    }

    // Published polls that the ledger does not know, and those that are closed, while the ledger has no close marker.
    private async Task<(IReadOnlyList<string> Undefined, IReadOnlyList<string> Unclosed)> LostByLedgerAsync(CancellationToken ct)
    {
        var states = await database.Results.AsNoTracking().Select(row => new { row.Poll, row.State }).ToDictionaryAsync(row => row.Poll, row => row.State, ct);
        var polls = await database.Polls.AsNoTracking().Where(row => !row.IsDraft).Select(row => new { row.Id, row.ClosePublished }).ToListAsync(ct);
        return (
            [.. polls.Where(row => !states.ContainsKey(row.Id)).Select(row => row.Id)],
            [.. polls.Where(row => row.ClosePublished && states.GetValueOrDefault(row.Id, PollState.Open) == PollState.Open).Select(row => row.Id)]);
    }

    // Until the workers have taken everything. Where none has ever read from this stream there is nothing to wait for.
    private async Task<bool> DrainAsync(CancellationToken ct)
    {
        var until = clock.GetUtcNow() + _patience;
        while (await stream.ReadAsync(count: true) is { HasGroup: true } account && account.Pending + account.Unread > 0)
        {
            if (clock.GetUtcNow() > until)
            {
                return false;
            }

            await Task.Delay(_pause, clock, ct);
        }

        return true;
    }

    /// <returns>How many entries Redis saw stored and the ledger lacks; below zero, how many the ledger has and Redis lacks. Null where something moved.</returns>
    private async Task<long?> SettleAsync(CancellationToken ct)
    {
        var account = await stream.ReadAsync(count: true);
        var marks = await StoreComparison.MarksAsync(database, ct);
        return await stream.SettleAsync(marks.Outcomes, account.LastId) ? account.Stored - marks.Outcomes : null;
    }
}

/// <summary>What was done to make the stores agree.</summary>
/// <param name="Difference">What contradicted.</param>
/// <param name="RebuiltPolls">Polls that PostgreSQL had lost, or lost changes of, made again from the stream. Their host keys are lost: the administrator is their host.</param>
/// <param name="PublishedAgain">Definitions and close markers that the ledger had lost, put on the stream again.</param>
/// <param name="Delivered">Entries that were still on the stream and went to the workers again; what was stored already changed nothing.</param>
/// <param name="Missing">Entries that had been stored and are in neither store any more: they are lost, unless a newer backup has them.</param>
/// <param name="LostByRedis">Entries that the ledger has and Redis lacked. None of them is missing; their idempotency keys are unknown to the stream, and the ledger still refuses the same ballot a second time.</param>
public sealed record Reconciliation(string Difference, int RebuiltPolls, int PublishedAgain, long Delivered, long Missing, long LostByRedis);
