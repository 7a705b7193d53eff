using System.Diagnostics;
using Voting.Load.Clients;
using Voting.Load.Processes;

namespace Voting.Load.Bench;

/// <summary>
/// Votes that are accepted and counted at the same time, a viewer watching. The client holds back as soon as more than
/// a second's worth of votes waits to be stored, so that the backlog cannot grow; what it costs is taken meanwhile.
/// </summary>
internal sealed class SteadyMeasurement(VotingSystem system, LedgerProbe ledger)
{
    private const int LargestBacklog = 8_000;
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(50);

    private long _stored;
    private double _megabytes;

    public async Task MeasureAsync(TimeSpan duration, Figures figures, CancellationToken ct)
    {
        await using var viewer = await ResultsFeed.OpenAsync(system.Results!.Address, VotingSystem.Poll, ct);
        await RunAsync(_warmUp, ct);

        _megabytes = 0;
        var cpu = Cpu();
        var started = Stopwatch.GetTimestamp();
        var (run, counted) = await RunAsync(duration, ct);
        var took = Stopwatch.GetElapsedTime(started);

        figures.EndToEndPerSecond = counted / took.TotalSeconds;
        figures.ApiWorkerMegabytes = _megabytes;
        foreach (var (process, seconds) in Cpu())
        {
            figures.CpuPer1000[process] = (seconds - cpu[process]) / run.Accepted * 1000;
        }
    }

    // Returns when everything that was accepted is counted, so that both are the same votes.
    private async Task<(LoadRun Run, long Counted)> RunAsync(TimeSpan duration, CancellationToken ct)
    {
        var before = await ledger.StoredAsync(ct);
        var votes = new FreshVotes(VotingSystem.Poll);
        using var loop = new LoadLoop(system.Apis[0].Port, BenchPlan.Connections, votes);
        Volatile.Write(ref _stored, 0);
        var running = loop.RunAsync(new KeptUp(duration, () => votes.Accepted - Volatile.Read(ref _stored), LargestBacklog), votes, ct);
        while (!running.IsCompleted || Volatile.Read(ref _stored) < votes.Accepted)
        {
            await Task.Delay(_look, ct);
            Volatile.Write(ref _stored, await ledger.StoredAsync(ct) - before);
            _megabytes = Math.Max(_megabytes, ProcessFigures.MemoryMegabytes(system.Apis[0].ProcessId) + ProcessFigures.MemoryMegabytes(system.Workers[0].ProcessId));
        }

        return (await running, Volatile.Read(ref _stored));
    }

    private Dictionary<string, double> Cpu() => new(StringComparer.Ordinal)
    {
        ["api"] = ProcessFigures.CpuSeconds(system.Apis[0].ProcessId),
        ["worker"] = ProcessFigures.CpuSeconds(system.Workers[0].ProcessId),
        ["results"] = ProcessFigures.CpuSeconds(system.Results!.ProcessId),
        ["redis"] = ProcessFigures.CpuSeconds(system.Redis.ProcessId),
        ["postgres"] = ProcessFigures.TreeCpuSeconds(system.Postgres.ProcessId),
    };
}
