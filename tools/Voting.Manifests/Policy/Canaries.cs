using System.Globalization;
using System.Text.Json.Nodes;
using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>A second version of a room gets a small share of the room's own routes, and nothing but that. That selectors keep the two apart is <see cref="Selection"/>'s to check.</summary>
internal static class Canaries
{
    public const string Annotation = "nginx.ingress.kubernetes.io/canary";

    // More than half of the requests is no trial any more.
    private const int MaxWeight = 50;

    public static bool Is(JsonObject ingress) => Annotations(ingress).GetValueOrDefault(Annotation) is "true";

    public static IEnumerable<Finding> Check(RenderedCluster cluster)
        => cluster.Workloads.Where(workload => workload.IsCanary).SelectMany(canary => Versions(cluster, canary).Select(problem => new Finding($"{canary}", problem)))
            .Concat(cluster.Of("Ingress").SelectMany(ingress => Routes(cluster, ingress).Select(problem => new Finding($"Ingress {ingress.Name()}", problem))));

    private static IEnumerable<string> Versions(RenderedCluster cluster, Workload canary)
    {
        var room = cluster.Workload(canary.Room);
        if (room is null || room == canary)
        {
            yield return "is a canary of nothing";
            yield break;
        }

        var (tried, standing) = (ImageReference.Parse(canary.Containers[0].Text("image")), ImageReference.Parse(room.Containers[0].Text("image")));
        if (!tried.Name.Same(standing.Name) || (tried.Tag.Same(standing.Tag) && tried.Digest.Same(standing.Digest)))
            yield return $"runs {canary.Containers[0].Text("image")}, which is no other version of {room.Name}";
        if (canary.Object["spec"]?["replicas"].Number() is not > 0)
            yield return "has no count, and no autoscaler gives it one";
        if (!cluster.Of("Ingress").Any(ingress => Is(ingress) && Route.Targets(cluster, ingress).Contains(canary)))
            yield return "gets no requests";
    }

    private static IEnumerable<string> Routes(RenderedCluster cluster, JsonObject ingress)
    {
        if (!Is(ingress))
        {
            if (Route.Targets(cluster, ingress).Any(workload => workload.IsCanary))
                yield return "sends everybody to a canary";
            yield break;
        }

        if (!int.TryParse(Annotations(ingress).GetValueOrDefault($"{Annotation}-weight"), NumberStyles.None, CultureInfo.InvariantCulture, out var weight) || weight is < 1 or > MaxWeight)
            yield return $"gives its canary no share between 1 and {MaxWeight} %";
        if (Route.Targets(cluster, ingress).Any(workload => !workload.IsCanary))
            yield return "is a canary's and leads elsewhere";

        var standing = cluster.Of("Ingress").Where(other => !Is(other)).SelectMany(Route.Of).Select(route => (route.Host, route.Path)).ToHashSet();
        if (Route.Of(ingress).Any(route => !standing.Contains((route.Host, route.Path))))
            yield return "has a path that its room does not have, so that nginx ignores it";
    }

    private static IReadOnlyDictionary<string, string> Annotations(JsonObject ingress) => (ingress["metadata"]?["annotations"]).Map();
}
