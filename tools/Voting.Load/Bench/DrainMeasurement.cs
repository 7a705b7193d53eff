using System.Diagnostics;
using Voting.Load.Clients;
using Voting.Load.Processes;

namespace Voting.Load.Bench;

/// <summary>How fast one worker stores what waits on the stream.</summary>
internal sealed class DrainMeasurement(VotingSystem system, LedgerProbe ledger)
{
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Tops the backlog (what the intake left while the worker was stopped) up to <paramref name="backlog"/>, starts the worker,
    /// and times it from the first ballot that it stores to the last.
    /// </summary>
    public async Task MeasureAsync(int backlog, Figures figures, CancellationToken ct)
    {
        var before = await ledger.StoredAsync(ct);
        var waiting = await WaitingAsync(ct);
        if (waiting < backlog)
        {
            await AppendAsync((int)(backlog - waiting), ct);
            waiting = await WaitingAsync(ct);
        }

        system.Workers[0].Start();
        var first = await WaitForAsync(before + 1, ct);
        var last = await WaitForAsync(before + waiting, ct);
        await system.Workers[0].WaitUntilReadyAsync(ct);
        // The first look already shows a batch or more: only what came after it is timed.
        figures.Backlog = waiting;
        figures.DrainPerSecond = (last.Stored - first.Stored) / Stopwatch.GetElapsedTime(first.At, last.At).TotalSeconds;
    }

    /// <summary>Appends ballots of new voters and waits until they are stored.</summary>
    public async Task FillAsync(int ballots, CancellationToken ct)
    {
        var before = await ledger.StoredAsync(ct);
        await AppendAsync(ballots, ct);
        await WaitForAsync(before + ballots, ct);
    }

    private async Task<long> WaitingAsync(CancellationToken ct)
    {
        using var pipe = await RedisPipe.OpenAsync(system.Redis.Port, system.Redis.Password, ct);
        return await pipe.UnreadAsync("votes", ct);
    }

    private async Task AppendAsync(int ballots, CancellationToken ct)
    {
        using var pipe = await RedisPipe.OpenAsync(system.Redis.Port, system.Redis.Password, ct);
        await pipe.AppendBallotsAsync("votes", VotingSystem.Poll, ballots, ct);
    }

    private async Task<(long Stored, long At)> WaitForAsync(long stored, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var now = (Stored: await ledger.StoredAsync(ct), At: Stopwatch.GetTimestamp());
            if (now.Stored >= stored)
            {
                return now;
            }

            if (Stopwatch.GetElapsedTime(began, now.At) > _patience)
            {
                throw new TimeoutException($"The worker stored {now.Stored:N0} of {stored:N0} ballots in {_patience.TotalMinutes:0} minutes.\n{system.Workers[0].LogTail()}");
            }

            await Task.Delay(_look, ct);
        }
    }
}
