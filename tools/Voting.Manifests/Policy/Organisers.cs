using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>A host that only known networks may reach is the one place where the organiser's key is taken; otherwise its lock is for show.</summary>
internal static class Organisers
{
    private const string KnownNetworks = "nginx.ingress.kubernetes.io/whitelist-source-range";

    public static IEnumerable<Finding> Check(RenderedCluster cluster)
    {
        var locked = cluster.Of("Ingress").ToLookup(ingress => (ingress["metadata"]?["annotations"]).Map().GetValueOrDefault(KnownNetworks, "").Length > 0, ingress => Route.Of(ingress).Select(route => route.Host));
        var (known, open) = (locked[true].SelectMany(hosts => hosts).ToHashSet(StringComparer.Ordinal), locked[false].SelectMany(hosts => hosts).ToHashSet(StringComparer.Ordinal));
        foreach (var host in known.Where(open.Contains))
            yield return new("Ingress", $"{host} is for known networks on one path and for everybody on another");
        foreach (var workload in cluster.Workloads.Where(workload => workload.Room is "api"))
        {
            var taken = workload.Containers.SelectMany(container => container.List("env")).Where(entry => entry.Text("name") is "Organiser__Host").Select(entry => entry.Text("value"));
            if (!taken.SequenceEqual(known, StringComparer.Ordinal))
                yield return new($"{workload}", $"takes the organiser's key at '{string.Join(' ', taken)}'; known networks alone reach '{string.Join(' ', known)}'");
        }
    }
}
