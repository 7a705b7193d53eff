using System.Text.Json.Nodes;
using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>Kubernetes' "restricted" profile, and a read-only root beside it.</summary>
internal static class PodSecurity
{
    private static readonly string[] _hostFields = ["hostNetwork", "hostPID", "hostIPC"];

    public static IEnumerable<Finding> Check(RenderedCluster cluster)
        => cluster.Workloads.SelectMany(workload => Pod(workload.Pod).Concat(workload.Containers.SelectMany(Container)).Select(problem => new Finding($"{workload}", problem)))
            .Concat(cluster.Of("Namespace").Where(item => (item["metadata"]?["labels"]).Map().GetValueOrDefault("pod-security.kubernetes.io/enforce") is not "restricted")
                .Select(item => new Finding($"Namespace {item.Name()}", "does not enforce the restricted profile")));

    private static IEnumerable<string> Pod(JsonObject pod)
    {
        var security = pod["securityContext"] as JsonObject ?? [];
        if (security["runAsNonRoot"].Flag() != true)
        {
            yield return "may run as root";
        }

        if (security["runAsUser"].Number() is null or 0 || security["runAsGroup"].Number() is null or 0)
        {
            yield return "names no user and group";
        }

        if ((security["seccompProfile"] as JsonObject)?.Text("type") is not "RuntimeDefault")
        {
            yield return "has no seccomp profile";
        }

        if (pod["automountServiceAccountToken"].Flag() != false)
        {
            yield return "carries a token for the cluster's API";
        }

        if (pod["enableServiceLinks"].Flag() != false)
        {
            yield return "gets service links, which overwrite REDIS_PORT and its like";
        }

        foreach (var field in _hostFields.Where(pod.ContainsKey))
        {
            yield return $"uses {field}";
        }

        if (pod.List("volumes").Any(volume => volume.ContainsKey("hostPath")))
        {
            yield return "mounts a path of the node";
        }
    }

    private static IEnumerable<string> Container(JsonObject container)
    {
        var security = container["securityContext"] as JsonObject ?? [];
        if (security["allowPrivilegeEscalation"].Flag() != false)
        {
            yield return "may gain privileges";
        }

        if (security["readOnlyRootFilesystem"].Flag() != true)
        {
            yield return "may write to its root file system";
        }

        if (security["privileged"].Flag() == true || security["runAsNonRoot"].Flag() == false || security["runAsUser"].Number() == 0)
        {
            yield return "is privileged";
        }

        var capabilities = security["capabilities"] as JsonObject ?? [];
        if (capabilities.ContainsKey("add") || capabilities["drop"] is not JsonArray drop || !drop.Any(item => item!.ToString() is "ALL"))
        {
            yield return "keeps capabilities";
        }
    }
}
