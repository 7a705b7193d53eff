using System.Globalization;
using Voting.Rehearsal.Engine;
using Voting.Rehearsal.Manifests;

namespace Voting.Rehearsal.Rollouts;

/// <summary>The pods of one Deployment.</summary>
internal sealed class Deployment(PodTemplate template, PodNursery nursery, ProblemList problems, CancellationToken ended)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(180);

    private List<Pod> _pods = [];
    private int _number;

    public PodTemplate Template => template;

    /// <summary>Starts every pod, and does not wait for them.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        while (_pods.Count < template.Replicas)
        {
            _pods.Add(await StartPodAsync(ct));
        }
    }

    public Task AvailableAsync(CancellationToken ct)
        => Patience.UntilAsync(() => _pods.TrueForAll(pod => pod.IsAvailable), _patience, $"{template.Name} is available", ct);

    /// <summary>Replaces every pod by a new one, as the manifest's strategy says, and returns the longest that a pod took to end.</summary>
    public async Task<TimeSpan> ReplaceAsync(CancellationToken ct)
    {
        var old = _pods;
        _pods = [];
        var leaving = new List<Task<TimeSpan>>();
        var deadline = DateTime.UtcNow + _patience;
        while (old.Count > 0 || !_pods.TrueForAll(pod => pod.IsAvailable))
        {
            var (start, end) = RollingUpdate.Next(template.Replicas, template.MaxSurge, template.MaxUnavailable, CountOf(old), CountOf(_pods));
            for (; start > 0; start--)
            {
                _pods.Add(await StartPodAsync(ct));
            }

            for (; end > 0; end--)
            {
                leaving.Add(EndPodAsync(old[0], ct));
                old.RemoveAt(0);
            }

            if (DateTime.UtcNow > deadline)
            {
                throw new TimeoutException($"The replacement of {template.Name} was not complete after {_patience.TotalSeconds:0} s.");
            }

            await Task.Delay(100, ct);
        }

        return (await Task.WhenAll(leaving)).Max();
    }

    private static Count CountOf(List<Pod> pods) => new(pods.Count, pods.Count(pod => pod.IsAvailable));

    private async Task<Pod> StartPodAsync(CancellationToken ct)
    {
        var pod = await nursery.StartAsync(template, string.Create(CultureInfo.InvariantCulture, $"{template.Name}-{++_number}"), ct);
        nursery.Watch(pod, ended);
        return pod;
    }

    private async Task<TimeSpan> EndPodAsync(Pod pod, CancellationToken ct)
    {
        var (took, exitCode) = await pod.StopAsync(ct);
        if (exitCode != 0)
        {
            problems.Add($"{pod.Name} ended with {exitCode} after {took.TotalSeconds:N1} s:\n{await pod.LogTailAsync(ct)}");
        }

        await nursery.RemoveAsync(pod, ct);
        return took;
    }
}
