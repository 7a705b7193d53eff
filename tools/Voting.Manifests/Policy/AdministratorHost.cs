using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>A host behind the Gateway that only known networks reach is the one place where the administrator's key is taken; otherwise its lock is for show.</summary>
internal static class AdministratorHost
{
    private const string KnownNetworks = "voting-internal";

    public static IEnumerable<Finding> Check(RenderedCluster cluster)
    {
        var hosts = Route.OfAll(cluster).ToLookup(route => route.Gateway.Same(KnownNetworks), route => route.Host);
        var known = hosts[true].Distinct(StringComparer.Ordinal).ToArray();
        foreach (var host in known.Intersect(hosts[false], StringComparer.Ordinal))
        {
            yield return new("HTTPRoute", $"{host} is for known networks on one path and for everybody on another");
        }

        foreach (var workload in cluster.Workloads.Where(workload => workload.Service is "api"))
        {
            var taken = workload.Containers.SelectMany(container => container.List("env")).Where(entry => entry.Text("name") is "Administrator__Host").Select(entry => entry.Text("value"));
            if (!taken.SequenceEqual(known, StringComparer.Ordinal))
            {
                yield return new($"{workload}", $"takes the administrator's key at '{string.Join(' ', taken)}'; known networks alone reach '{string.Join(' ', known)}'");
            }
        }
    }
}
