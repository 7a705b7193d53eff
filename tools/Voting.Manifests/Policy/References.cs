using System.Text.Json.Nodes;
using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>ConfigMaps, Secrets, keys and volumes that are named exist, and those that exist are used.</summary>
internal static class References
{
    public static IEnumerable<Finding> Check(RenderedCluster cluster)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var workload in cluster.Workloads)
        {
            foreach (var problem in Problems(cluster, workload, used))
            {
                yield return new($"{workload}", problem);
            }
        }

        foreach (var map in cluster.Of("ConfigMap").Where(map => !used.Contains(map.Name()) && !IsForGrafana(map)))
        {
            yield return new($"ConfigMap {map.Name()}", "no one reads it");
        }
    }

    // Its sidecar watches the API server for this label.
    private static bool IsForGrafana(JsonObject map) => (map["metadata"]?["labels"]).Map().GetValueOrDefault("grafana_dashboard") is "1";

    private static IEnumerable<string> Problems(RenderedCluster cluster, Workload workload, HashSet<string> used)
    {
        foreach (var container in workload.Containers)
        {
            foreach (var source in container.List("envFrom"))
            {
                if (source["configMapRef"] is not JsonObject map || !Known(cluster, map.Text("name"), null, used))
                {
                    yield return $"reads variables from {source.ToJsonString()}, which is no ConfigMap here";
                }
            }

            foreach (var from in container.List("env").Select(entry => entry["valueFrom"]).OfType<JsonObject>())
            {
                if (from["configMapKeyRef"] is JsonObject map ? !Known(cluster, map.Text("name"), map.Text("key"), used) : !Secret(cluster, from["secretKeyRef"] as JsonObject ?? []))
                {
                    yield return $"{from.ToJsonString()} leads nowhere";
                }
            }
        }

        foreach (var map in workload.Pod.List("volumes").Select(volume => volume["configMap"]).OfType<JsonObject>().Where(map => !Known(cluster, map.Text("name"), null, used)))
        {
            yield return $"mounts the ConfigMap '{map.Text("name")}', which does not exist";
        }

        var volumes = workload.Pod.List("volumes").Select(volume => volume.Text("name"))
            .Concat(workload.Object["spec"].List("volumeClaimTemplates").Select(claim => claim.Name())).ToHashSet(StringComparer.Ordinal);
        var mounted = workload.Containers.SelectMany(container => container.List("volumeMounts")).Select(mount => mount.Text("name")).ToHashSet(StringComparer.Ordinal);
        foreach (var name in mounted.Except(volumes, StringComparer.Ordinal))
        {
            yield return $"mounts '{name}', which it does not have";
        }

        foreach (var name in volumes.Except(mounted, StringComparer.Ordinal))
        {
            yield return $"has the volume '{name}' and does not mount it";
        }
    }

    private static bool Known(RenderedCluster cluster, string name, string? key, HashSet<string> used)
    {
        used.Add(name);
        return cluster.Find("ConfigMap", name) is { } map && (key is null || (map["data"] as JsonObject)?.ContainsKey(key) == true);
    }

    private static bool Secret(RenderedCluster cluster, JsonObject reference)
        => cluster.Secrets.TryGetValue(reference.Text("name"), out var keys) && keys.Contains(reference.Text("key"), StringComparer.Ordinal)
            && reference["optional"] is null;
}
