using Voting.Rehearsal.Engine;

namespace Voting.Rehearsal.Network;

/// <summary>The pods behind a Service: those that are ready, and for a moment those that have just begun to leave.</summary>
internal sealed class Endpoints(PodNursery nursery, string workload)
{
    /// <summary>What the news takes from the API server to those who send requests.</summary>
    public static readonly TimeSpan Lag = TimeSpan.FromSeconds(1);

    private int _turn;

    /// <summary>The pods that new connections and requests go to.</summary>
    public IReadOnlyList<Pod> Current
        => [.. nursery.Pods.Where(pod => string.Equals(pod.Template.Name, workload, StringComparison.Ordinal) && pod.IsReady && pod.LeavingFor < Lag).OrderBy(pod => pod.Name, StringComparer.Ordinal)];

    /// <summary>One of them in turn; null when there is none.</summary>
    public Pod? Next()
    {
        var current = Current;
        return current.Count == 0 ? null : current[(int)((uint)Interlocked.Increment(ref _turn) % current.Count)];
    }
}
