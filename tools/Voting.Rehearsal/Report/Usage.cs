using System.Collections.Concurrent;
using Voting.Rehearsal.Engine;

namespace Voting.Rehearsal.Report;

/// <summary>What the pods of one workload used.</summary>
/// <param name="Peak">The largest working set of any of them, in bytes.</param>
/// <param name="Throttled">The share of scheduler periods in which one had used up its CPU, over all of its life, of the worst.</param>
internal sealed record WorkloadUsage(string Workload, long Peak, long Limit, double Throttled);

/// <summary>Looks at every pod twice a second.</summary>
internal sealed class Usage(PodNursery nursery)
{
    private readonly ConcurrentDictionary<string, WorkloadUsage> _peaks = new(StringComparer.Ordinal);

    public IReadOnlyList<WorkloadUsage> Peaks => [.. _peaks.Values.OrderBy(usage => usage.Workload, StringComparer.Ordinal)];

    public async Task WatchAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            foreach (var pod in nursery.Pods)
            {
                Note(pod);
            }

            await Task.Delay(500, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Note(Pod pod)
    {
        var (throttled, periods) = ContainerFigures.Throttling(pod.Process);
        var seen = new WorkloadUsage(
            pod.Template.Name, ContainerFigures.WorkingSet(pod.Process), pod.Template.MemoryLimit, periods < 100 ? 0 : (double)throttled / periods);
        _peaks.AddOrUpdate(seen.Workload, seen, (_, known) => known with
        {
            Peak = Math.Max(known.Peak, seen.Peak),
            Throttled = Math.Max(known.Throttled, seen.Throttled),
        });
    }
}
