using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>What must survive a pod lies on a claim; what need not is bounded.</summary>
internal static partial class Storage
{
    private static readonly string[] _durable = ["--appendonly yes", "--appendfsync always"];

    // The rest is for rewriting the append-only file.
    private const double LargestShare = 0.75;

    public static IEnumerable<Finding> Check(RenderedCluster cluster)
        => cluster.Workloads.SelectMany(workload => Problems(cluster, workload).Select(problem => new Finding($"{workload}", problem)));

    private static IEnumerable<string> Problems(RenderedCluster cluster, Workload workload)
    {
        var claims = workload.Object["spec"].List("volumeClaimTemplates").ToDictionary(claim => claim.Name(), StringComparer.Ordinal);
        var mounts = workload.Containers.SelectMany(container => container.List("volumeMounts")).ToArray();
        foreach (var volume in cluster.Modelled(workload)?.Volumes ?? [])
        {
            if (!mounts.Any(mount => mount.Text("mountPath").Same(volume.Target) && claims.ContainsKey(mount.Text("name"))))
            {
                yield return $"{volume.Target} does not lie on a claim";
            }
        }

        foreach (var claim in claims.Values.Where(claim => Quantity.Parse((claim["spec"]?["resources"]?["requests"] as JsonObject ?? []).Text("storage")) is not > 0
            || claim["spec"]?["accessModes"] is not JsonArray modes || modes.Single()!.ToString() is not "ReadWriteOnce"))
        {
            yield return $"the claim {claim.Name()} has no size, or is shared";
        }

        if (claims.Count > 0 && (workload.Object["spec"]?["persistentVolumeClaimRetentionPolicy"] as JsonObject)?.Text("whenDeleted") is not "Retain")
        {
            yield return "its claims go with it";
        }

        if (workload.Pod.List("volumes").Any(volume => volume["emptyDir"] is JsonObject empty && !empty.ContainsKey("sizeLimit")))
        {
            yield return "may fill the node's disk";
        }

        foreach (var container in workload.Containers.Where(container => Command(container).Contains("redis-server", StringComparison.Ordinal)))
        {
            if (!_durable.All(option => Command(container).Contains(option, StringComparison.Ordinal)))
            {
                yield return "Redis answers before the vote is on disk";
            }

            var limit = Quantity.Parse((container["resources"]?["limits"] as JsonObject ?? []).Text("memory"));
            if (RefusedBeyond().Match(Command(container)) is not { Success: true } most || Quantity.Parse($"{most.Groups["mb"].Value}Mi") > limit * LargestShare)
            {
                yield return "Redis is ended for its memory instead of refusing: no --maxmemory, or more than three quarters of the limit";
            }
        }
    }

    private static string Command(JsonObject container) => string.Join(' ', container["args"] as JsonArray ?? []);

    [GeneratedRegex(@"--maxmemory (?<mb>\d+)mb --maxmemory-policy noeviction", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex RefusedBeyond();
}
