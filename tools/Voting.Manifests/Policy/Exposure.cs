using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>What can be reached from outside: the services that the model calls external, by a way that lets them through.</summary>
internal static class Exposure
{
    private const string GatewayName = "gateway.networking.k8s.io/gateway-name";

    private static readonly Peer _ingressNginx = Peer.Of("ingress-nginx", "app.kubernetes.io/name", "ingress-nginx");
    private static readonly Peer _traefik = Peer.Of("kube-system", "app.kubernetes.io/name", "traefik");

    public static IEnumerable<Finding> Check(RenderedCluster cluster)
    {
        if (!cluster.Of("Namespace").Any())
        {
            yield break;
        }

        var policies = new NetworkPolicies(cluster);
        var routes = Route.OfAll(cluster).SelectMany(route => route.Targets(cluster).Select(workload => (workload.Name, route.Gateway))).ToHashSet();
        var exposed = cluster.Of("Service").Where(service => service.Child("spec").Text("type") is "NodePort" or "LoadBalancer")
            .SelectMany(cluster.Behind).Select(workload => workload.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var workload in cluster.Workloads)
        {
            var external = cluster.Modelled(workload)?.Bindings.Any(binding => binding.External) == true;
            var outside = routes.Any(route => route.Name.Same(workload.Name)) || exposed.Contains(workload.Name);
            if (!external && outside)
            {
                yield return new($"{workload}", "is reached from outside, against the model");
            }

            // By a route of its own, or behind a service that has one and passes requests on.
            if (external && !outside && routes.Count > 0 && !cluster.Edges.Any(edge => edge.To.Same(workload.Name) && routes.Any(route => route.Name.Same(edge.From))))
            {
                yield return new($"{workload}", "is external in the model and no route leads to it");
            }

            if (policies.IsOpen(workload, "Ingress") != exposed.Contains(workload.Name))
            {
                yield return new($"{workload}", "its network policy and its Service disagree about the outside");
            }

            foreach (var problem in Entrances(policies, workload, cluster.Modelled(workload)?.Bindings is [var first, ..] ? first.TargetPort : 0, gateway => routes.Contains((workload.Name, gateway)), exposed.Contains(workload.Name)))
            {
                yield return new($"{workload}", problem);
            }
        }
    }

    // Traefik is whatever Gateway it is asked to be; others run pods of their own for each Gateway.
    private static IEnumerable<string> Entrances(NetworkPolicies policies, Workload workload, int port, Func<string, bool> routed, bool open)
    {
        if (port is 0 || open)
        {
            yield break;
        }

        var traefik = policies.Enters(workload, _traefik, port);
        if (traefik && !routed("voting"))
        {
            yield return "accepts Traefik, which sends it nothing";
        }

        if (policies.Enters(workload, _ingressNginx, port) != routed(""))
        {
            yield return routed("") ? "does not accept the ingress controller" : "accepts an ingress controller that sends it nothing";
        }

        foreach (var gateway in (string[])["voting", "voting-internal"])
        {
            if (!traefik && policies.Enters(workload, Peer.Of("gateway", GatewayName, gateway), port) != routed(gateway))
            {
                yield return routed(gateway) ? $"does not accept the Gateway {gateway}" : $"accepts the Gateway {gateway}, which sends it nothing";
            }
        }
    }
}
