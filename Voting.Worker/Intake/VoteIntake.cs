using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;
using Voting.Contracts.Ballots;
using Voting.Worker.Ledger;
using Voting.Worker.Streams;

namespace Voting.Worker.Intake;

/// <summary>
/// Takes each batch from the stream to the ledger: read, store, acknowledge, in that order. Batches overlap: while one is
/// stored, the next is read and the one before is acknowledged.
/// </summary>
internal sealed class VoteIntake(
    VoteStream stream, StreamClock clock, BallotSeal seal, LedgerStore ledger, DeferredEntries deferred, DeadLetters deadLetters, IntakeTelemetry telemetry,
    IOptions<IntakeOptions> options, ILogger<VoteIntake> logger)
{
    private readonly IntakeOptions _options = options.Value;
    private Task _acknowledged = Task.CompletedTask;

    /// <summary>Works until cancelled, or until a store fails: then nothing is lost, what was read stays pending and is read again.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        await stream.EnsureGroupAsync();
        deferred.Clear();
        _acknowledged = Task.CompletedTask;
        await FinishOwnAsync();

        var pause = new IdlePause(_options.Linger, _options.IdlePause);
        var maintenance = new StreamMaintenance(stream, clock, ledger, _options.ClaimAfter, logger);
        Task<Batch>? ahead = null;
        try
        {
            while (!ct.IsCancellationRequested)
            {
                var batch = await (ahead ?? ReadNewAsync());
                // A full batch means that more is deferred: it is read while this one is stored.
                ahead = batch.IsFull ? ReadNewAsync() : null;
                await StoreAsync(batch);
                await deferred.SettleAsync(StoreBallotsAsync);

                if (maintenance.ClaimIsDue())
                {
                    await ClaimAsync();
                    await maintenance.RunAsync();
                }

                if (ahead is null)
                {
                    await _acknowledged;
                    await pause.AfterAsync(batch.Size, ct);
                }
            }
        }
        finally
        {
            await (ahead ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _acknowledged.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Batch> ReadNewAsync()
    {
        var (entries, isFull) = await stream.ReadNewAsync(_options.BatchSize);
        return await BatchAsync(entries, isFull);
    }

    private async Task<Batch> BatchAsync(IReadOnlyList<RawEntry> entries, bool isFull)
        => Batch.Of(entries, entries.Count == 0 ? 0 : await clock.NewestAsync(entries[^1].Id), seal, isFull);

    private async Task ClaimAsync()
    {
        var claimed = await stream.ClaimAsync(_options.ClaimAfter, _options.BatchSize);
        var taken = claimed.Where(entry => !deferred.Contains(entry.Id)).ToList();
        if (taken.Count > 0)
        {
            Log.EntriesClaimed(logger, taken.Count);
            await StoreAsync(await BatchAsync(taken, isFull: false));
        }
    }

    // What this consumer had read when something failed is its own pending list: it comes again from the start.
    private async Task FinishOwnAsync()
    {
        var after = "0";
        while (await stream.ReadOwnAsync(after, _options.BatchSize) is { Count: > 0 } entries)
        {
            await StoreAsync(await BatchAsync(entries, isFull: false));
            after = entries[^1].Id;
        }
    }

    // Takes no cancellation: a batch that has begun is finished, also on shutdown. Every step has its own time limit.
    private async Task StoreAsync(Batch batch)
    {
        if (batch.Size == 0)
        {
            return;
        }

        using var span = IntakeTelemetry.StartBatch(batch);
        var started = Stopwatch.GetTimestamp();
        foreach (var entry in batch.Others)
        {
            try
            {
                await StoreAsync(entry);
            }
            catch (PostgresException refusal) when (LedgerRefusal.IsOfTheData(refusal))
            {
                await deadLetters.AddAsync(entry.EntryId, LedgerRefusal.Reason(refusal));
            }
        }

        foreach (var unknown in await StoreBallotsAsync(batch.Ballots))
        {
            deferred.Add(unknown);
        }

        telemetry.BatchStored(batch.Size, Stopwatch.GetElapsedTime(started));
    }

    private async Task StoreAsync(StreamEvent entry)
    {
        switch (entry)
        {
            case StreamEvent.PollDefined poll:
                await ledger.ApplyDefinitionAsync(poll.Position, poll.Type, poll.Poll, poll.Version, poll.Definition, default);
                await stream.AcknowledgeAsync([poll.EntryId]);
                break;
            case StreamEvent.PollClosed marker:
                await ledger.ApplyCloseMarkerAsync(marker.Position, marker.Poll, default);
                deferred.Add(marker);
                break;
            case StreamEvent.Unreadable unreadable:
                await deadLetters.AddAsync(unreadable.EntryId, unreadable.Reason);
                break;
        }
    }

    /// <summary>Stores and acknowledges; returns the ballots of polls that the ledger does not know, which stay pending.</summary>
    private async Task<IReadOnlyList<StreamEvent.BallotEntry>> StoreBallotsAsync(IReadOnlyList<StreamEvent.BallotEntry> ballots)
    {
        if (ballots.Count == 0)
        {
            return [];
        }

        var started = DateTimeOffset.UtcNow;
        var batch = await ledger.StoreAsync([.. ballots.Select(b => b.Row)], default);

        var stored = new List<string>(ballots.Count);
        var unknown = new List<StreamEvent.BallotEntry>();
        foreach (var ballot in ballots)
        {
            if (batch.UnknownPoll.Contains(ballot.Position))
            {
                unknown.Add(ballot);
            }
            else if (batch.NotOfThisPoll.Contains(ballot.Position))
            {
                await deadLetters.AddAsync(ballot.EntryId, "not a ballot of this poll");
            }
            else if (batch.Refused.TryGetValue(ballot.Position, out var reason))
            {
                await deadLetters.AddAsync(ballot.EntryId, reason);
            }
            else
            {
                stored.Add(ballot.EntryId);
            }
        }

        // Only now: a crash before this line redelivers the batch, and storing a ballot twice changes nothing.
        await _acknowledged;
        _acknowledged = stream.AcknowledgeAsync(stored);
        telemetry.BallotsStored(ballots, stored.Count, started);
        return unknown;
    }
}
