using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>A second version of a service gets a small share of its requests, or those that ask for it. That selectors keep the two apart is <see cref="Selection"/>'s to check.</summary>
internal static class Canaries
{
    // More than half of the requests is no trial any more.
    private const int MaxShare = 50;

    public static IEnumerable<Finding> Check(RenderedCluster cluster)
    {
        var routes = Route.OfAll(cluster).SelectMany(route => route.Targets(cluster).Select(workload => (Route: route, Workload: workload))).ToArray();
        return cluster.Workloads.Where(workload => workload.IsCanary)
            .SelectMany(canary => Problems(cluster, canary, [.. routes.Where(target => target.Workload == canary).Select(target => target.Route)]).Select(problem => new Finding($"{canary}", problem)))
            .Concat(from target in routes
                    where target.Workload.IsCanary && target.Route.Header is "" && target.Route.Share is 0 or > MaxShare
                    select new Finding(target.Route.Where, $"gives its canary {target.Route.Share:0} % of everybody's requests"));
    }

    private static IEnumerable<string> Problems(RenderedCluster cluster, Workload canary, Route[] routes)
    {
        var standing = cluster.Workload(canary.Service);
        if (standing is null || standing == canary)
        {
            yield return "is a canary of nothing";
            yield break;
        }

        var (tried, known) = (ImageReference.Parse(canary.Containers[0].Text("image")), ImageReference.Parse(standing.Containers[0].Text("image")));
        if (!tried.Name.Same(known.Name) || (tried.Tag.Same(known.Tag) && tried.Digest.Same(known.Digest)))
        {
            yield return $"runs {canary.Containers[0].Text("image")}, which is no other version of {standing.Name}";
        }

        if (canary.Object["spec"]?["replicas"].Number() is not > 0)
        {
            yield return "has no count, and no autoscaler gives it one";
        }

        if (!routes.Any(route => route.Header is ""))
        {
            yield return "gets no requests";
        }

        if (routes.Any(route => !Route.OfAll(cluster).Any(other => other.Host.Same(route.Host) && other.Path.Same(route.Path) && other.Targets(cluster).Contains(standing))))
        {
            yield return $"has a path that {standing.Name} does not have";
        }
    }
}
