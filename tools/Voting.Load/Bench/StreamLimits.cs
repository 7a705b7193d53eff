using System.Diagnostics;
using Voting.Load.Clients;
using Voting.Load.Processes;

namespace Voting.Load.Bench;

/// <summary>What the same Redis, synced on every write, appends by itself: one XADD per request on 32 connections, and by the hundred on one.</summary>
internal static class StreamLimits
{
    private const string Stream = "bench:appends";
    private const int Pipelined = 200_000;

    public static async Task MeasureAsync(VotingSystem system, TimeSpan duration, Figures figures, CancellationToken ct)
    {
        var appends = new RedisAppends(system.Redis.Password, Stream);
        using (var loop = new LoadLoop(system.Redis.Port, BenchPlan.Connections, appends))
        {
            var run = await loop.RunAsync(new Saturating(duration), appends, ct);
            figures.BareAppendPerSecond = run.PerSecond;
        }

        using var pipe = await RedisPipe.OpenAsync(system.Redis.Port, system.Redis.Password, ct);
        var started = Stopwatch.GetTimestamp();
        await pipe.AppendBallotsAsync(Stream, VotingSystem.Poll, Pipelined, ct);
        figures.PipelinedAppendPerSecond = Pipelined / Stopwatch.GetElapsedTime(started).TotalSeconds;
        await pipe.DeleteAsync(Stream, ct);
    }
}
