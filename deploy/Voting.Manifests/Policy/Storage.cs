using System.Text.Json.Nodes;
using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>What must survive a pod lies on a claim; what need not is bounded.</summary>
internal static class Storage
{
    private static readonly string[] _durable = ["--appendonly yes", "--appendfsync always"];

    public static IEnumerable<Finding> Check(RenderedCluster cluster)
        => cluster.Workloads.SelectMany(workload => Problems(cluster, workload).Select(problem => new Finding($"{workload}", problem)));

    private static IEnumerable<string> Problems(RenderedCluster cluster, Workload workload)
    {
        var claims = workload.Object["spec"].List("volumeClaimTemplates").ToDictionary(claim => claim.Name(), StringComparer.Ordinal);
        var mounts = workload.Containers.SelectMany(container => container.List("volumeMounts")).ToArray();
        foreach (var volume in cluster.Modelled(workload)?.Volumes ?? [])
        {
            if (!mounts.Any(mount => mount.Text("mountPath").Same(volume.Target) && claims.ContainsKey(mount.Text("name"))))
                yield return $"{volume.Target} does not lie on a claim";
        }

        foreach (var claim in claims.Values.Where(claim => Quantity.Parse((claim["spec"]?["resources"]?["requests"] as JsonObject ?? []).Text("storage")) is not > 0
            || claim["spec"]?["accessModes"] is not JsonArray modes || modes.Single()!.ToString() is not "ReadWriteOnce"))
            yield return $"the claim {claim.Name()} has no size, or is shared";

        if (claims.Count > 0 && (workload.Object["spec"]?["persistentVolumeClaimRetentionPolicy"] as JsonObject)?.Text("whenDeleted") is not "Retain")
            yield return "its claims go with it";
        if (workload.Pod.List("volumes").Any(volume => volume["emptyDir"] is JsonObject empty && !empty.ContainsKey("sizeLimit")))
            yield return "may fill the node's disk";

        var command = string.Join(' ', workload.Containers.SelectMany(container => container["args"] as JsonArray ?? []));
        if (command.Contains("redis-server", StringComparison.Ordinal) && !_durable.All(option => command.Contains(option, StringComparison.Ordinal)))
            yield return "Redis answers before the vote is on disk";
    }
}
