using System.Diagnostics;
using Voting.Rehearsal.Engine;
using Voting.Rehearsal.Manifests;

namespace Voting.Rehearsal.Rollouts;

/// <summary>A StatefulSet of one pod: its successor has its name and its claim, and starts when it has ended.</summary>
internal sealed class Store(PodTemplate template, PodNursery nursery, ProblemList problems, CancellationToken ended)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(120);

    private Pod? _pod;

    public PodTemplate Template => template;

    public Pod Pod => _pod ?? throw new InvalidOperationException($"{template.Name} was not started.");

    public async Task StartAsync(CancellationToken ct)
    {
        _pod = await nursery.StartAsync(template, $"{template.Name}-0", ct);
        nursery.Watch(_pod, ended);
        await Patience.UntilAsync(() => _pod.IsReady, _patience, $"{template.Name} is ready", ct);
    }

    /// <summary>Replaces the pod; returns how long the store was not ready.</summary>
    public async Task<TimeSpan> ReplaceAsync(CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        var (took, exitCode) = await Pod.StopAsync(ct);
        if (exitCode != 0)
        {
            problems.Add($"{Pod.Name} ended with {exitCode} after {took.TotalSeconds:N1} s:\n{await Pod.LogTailAsync(ct)}");
        }

        await nursery.RemoveAsync(Pod, ct);
        await StartAsync(ct);
        return Stopwatch.GetElapsedTime(began);
    }
}
