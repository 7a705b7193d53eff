using System.Text.Json.Nodes;
using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>A new version replaces the old one pod by pod, and a pod that leaves finishes what it has.</summary>
internal static class Rollout
{
    // The services drain for 5 s and then have 25 s to finish (ServiceDefaults).
    private const int Shutdown = 30;

    public static IEnumerable<Finding> Check(RenderedCluster cluster)
        => cluster.Workloads.SelectMany(workload => Problems(cluster, workload).Select(problem => new Finding($"{workload}", problem)));

    private static IEnumerable<string> Problems(RenderedCluster cluster, Workload workload)
    {
        var spec = workload.Object.Child("spec");
        var served = cluster.Modelled(workload) is { IsProject: true, RunsOnce: false };
        var pause = workload.Containers[0]["lifecycle"]?["preStop"]?["sleep"]?["seconds"].Number() ?? 0;
        if (workload.Pod["terminationGracePeriodSeconds"].Number() is not { } grace || (served && grace < pause + Shutdown))
        {
            yield return "is killed before it has finished";
        }

        if (served && pause is 0)
        {
            yield return "stops while it is still being sent requests";
        }

        if (workload.Is("Deployment") && !Rolling(spec["strategy"] as JsonObject ?? [], served))
        {
            yield return "is not replaced pod by pod";
        }

        if (workload.Is("Deployment") && spec["revisionHistoryLimit"].Number() is not > 0)
        {
            yield return "cannot be rolled back";
        }

        if (served && workload.Pod.List("topologySpreadConstraints").FirstOrDefault()?.Text("topologyKey") is not "kubernetes.io/hostname")
        {
            yield return "may put every pod on one node";
        }

        if (workload.Is("StatefulSet") && (spec["replicas"].Number() != 1 || (spec["updateStrategy"] as JsonObject)?.Text("type") is not "RollingUpdate"))
        {
            yield return "is a store without replication: one pod, replaced in turn";
        }

        if (workload.Is("Job") && (workload.Pod.Text("restartPolicy") is not "OnFailure" || spec["backoffLimit"].Number() is not > 0 || spec["activeDeadlineSeconds"] is null))
        {
            yield return "does not try again, or for ever";
        }
    }

    private static bool Rolling(JsonObject strategy, bool served)
        => strategy.Text("type") is "RollingUpdate" && (!served || strategy["rollingUpdate"] is JsonObject bounds && bounds.Text("maxSurge") is "1" && bounds.Text("maxUnavailable") is "0");
}
