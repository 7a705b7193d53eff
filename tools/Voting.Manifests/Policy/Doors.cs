using System.Text.Json.Nodes;
using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>What can be reached from outside: the rooms that the model calls external, by a way that lets them through.</summary>
internal static class Doors
{
    private static readonly Peer _controller = new(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["app.kubernetes.io/name"] = "ingress-nginx" },
        new Dictionary<string, string>(StringComparer.Ordinal) { [NetworkPolicies.NamespaceName] = "ingress-nginx" });

    public static IEnumerable<Finding> Check(RenderedCluster cluster)
    {
        if (!cluster.Of("Namespace").Any())
            yield break;

        var policies = new NetworkPolicies(cluster);
        var ingress = cluster.Of("Ingress").SelectMany(item => Route.Targets(cluster, item)).Select(workload => workload.Name).ToHashSet(StringComparer.Ordinal);
        var exposed = cluster.Of("Service").Where(service => service.Child("spec").Text("type") is "NodePort" or "LoadBalancer")
            .SelectMany(cluster.Behind).Select(workload => workload.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var workload in cluster.Workloads)
        {
            var external = cluster.Modelled(workload)?.Bindings.Any(binding => binding.External) == true;
            var port = cluster.Modelled(workload)?.Bindings is [var first, ..] ? first.TargetPort : 0;
            if (!external && (ingress.Contains(workload.Name) || exposed.Contains(workload.Name)))
                yield return new($"{workload}", "is reached from outside, against the model");
            if (port > 0 && policies.Enters(workload, _controller, port) != external)
                yield return new($"{workload}", external ? "does not accept the ingress controller" : "accepts the ingress controller");
            if (policies.IsOpen(workload, "Ingress") != exposed.Contains(workload.Name))
                yield return new($"{workload}", "its network policy and its Service disagree about the outside");
        }

        foreach (var item in cluster.Of("Ingress").Where(item => !Canaries.Is(item)).Where(item => (item["metadata"]?["annotations"]).Map().GetValueOrDefault("nginx.ingress.kubernetes.io/affinity") is "cookie" != IsLive(Route.Targets(cluster, item))))
            yield return new($"Ingress {item.Name()}", "affinity is for live results, and for nothing else");
        foreach (var service in cluster.Of("Service").Where(service => service.Child("spec").Text("sessionAffinity") is "ClientIP" && !IsLive(cluster.Behind(service))))
            yield return new($"Service {service.Name()}", "affinity is for live results, and for nothing else");
        foreach (var missing in cluster.Of("Ingress").Any() ? cluster.Model.Workloads.Where(resource => resource.Bindings.Any(binding => binding.External) && !ingress.Contains(resource.Name)) : [])
            yield return new(missing.Name, "is external in the model and no Ingress leads to it");
    }

    private static bool IsLive(IEnumerable<Workload> workloads) => workloads.Any(workload => workload.Name is "results");
}
