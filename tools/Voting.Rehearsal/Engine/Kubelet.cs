using System.Net.Sockets;
using Voting.Rehearsal.Manifests;

namespace Voting.Rehearsal.Engine;

/// <summary>Asks a pod's probes for as long as it runs, and notes what should not happen in <paramref name="problems"/>.</summary>
internal sealed class Kubelet(Pod pod, ProblemList problems)
{
    private static readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Returns when the pod has ended, or is being ended.</summary>
    public async Task WatchAsync(CancellationToken ct)
    {
        await StartedAsync(ct);
        await Task.WhenAll(ReadyAsync(ct), AliveAsync(ct));
        if (!pod.IsLeaving)
        {
            pod.SetReady(false);
            problems.Add($"{pod.Name} ended by itself:\n{await pod.LogTailAsync(ct)}");
        }
    }

    private bool IsWatched => pod.IsRunning && !pod.IsLeaving;

    private async Task StartedAsync(CancellationToken ct)
    {
        if (pod.Template.Startup is not { } startup)
        {
            return;
        }

        for (var failures = 0; IsWatched && !await AsksAsync(startup, ct); await Task.Delay(startup.Period, ct))
        {
            if (++failures == startup.FailureThreshold)
            {
                problems.Add($"{pod.Name} did not start within {failures * startup.Period.TotalSeconds:0} s");
            }
        }
    }

    private async Task ReadyAsync(CancellationToken ct)
    {
        if (pod.Template.Readiness is not { } readiness)
        {
            pod.SetReady(true);
            return;
        }

        await Task.Delay(Remaining(readiness.InitialDelay), ct);
        for (var failures = 0; IsWatched; await Task.Delay(readiness.Period, ct))
        {
            failures = await AsksAsync(readiness, ct) ? 0 : failures + 1;
            if (failures == 0 || failures >= readiness.FailureThreshold)
            {
                pod.SetReady(failures == 0);
            }
        }
    }

    private async Task AliveAsync(CancellationToken ct)
    {
        if (pod.Template.Liveness is not { } liveness)
        {
            return;
        }

        await Task.Delay(Remaining(liveness.InitialDelay), ct);
        for (var failures = 0; IsWatched; await Task.Delay(liveness.Period, ct))
        {
            failures = await AsksAsync(liveness, ct) || !IsWatched ? 0 : failures + 1;
            if (failures == liveness.FailureThreshold)
            {
                problems.Add($"{pod.Name} would have been restarted: its liveness failed {failures} times in a row");
            }
        }
    }

    private TimeSpan Remaining(TimeSpan delay) => delay > pod.Age ? delay - pod.Age : TimeSpan.Zero;

    private async Task<bool> AsksAsync(Probe probe, CancellationToken ct)
    {
        if (probe.Command.Count > 0)
        {
            return await new ContainerCommand(pod).RunAsync(probe.Command, probe.Timeout, ct);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(probe.Timeout);
        try
        {
            if (probe.Path is not null)
            {
                using var answer = await _http.GetAsync(new Uri($"http://{pod.Endpoint.Address}:{probe.Port}{probe.Path}"), patience.Token);
                return (int)answer.StatusCode is >= 200 and < 400;
            }

            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(pod.Endpoint.Address, probe.Port, patience.Token);
            return true;
        }
        catch (Exception error) when (error is HttpRequestException or SocketException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
