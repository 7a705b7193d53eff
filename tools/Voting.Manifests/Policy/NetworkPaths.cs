using System.Text.Json.Nodes;
using Voting.Manifests.Manifest;
using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>Who may talk to whom: exactly the model's edges, in both directions; DNS and telemetry beside them.</summary>
internal static class NetworkPaths
{
    private const int Otlp = 4317;
    private const int Dns = 53;

    private static readonly Peer _dns = Peer.Of("kube-system", "k8s-app", "kube-dns");
    private static readonly Peer _collector = Peer.Of("anywhere", "app.kubernetes.io/name", "otel-collector");

    public static IEnumerable<Finding> Check(RenderedCluster cluster)
    {
        if (!cluster.Of("Namespace").Any())
        {
            return [new("Namespace", "is missing")];
        }

        var policies = new NetworkPolicies(cluster);
        return cluster.Workloads.SelectMany(workload => Outside(cluster, policies, workload).Select(problem => new Finding($"{workload}", problem)))
            .Concat(from caller in cluster.Workloads
                    from called in cluster.Workloads
                    where caller != called
                    from port in called.Containers.SelectMany(container => container.List("ports")).Select(port => port["containerPort"].Number() ?? 0)
                    from finding in Path(cluster, policies, caller, called, port)
                    select finding)
            .Concat(cluster.Of("NetworkPolicy").Where(policy => cluster.SelectedBy(policy["spec"]?["podSelector"]).Length == 0)
                .Select(policy => new Finding($"NetworkPolicy {policy.Name()}", "chooses no pod")))
            .Concat(cluster.Of("NetworkPolicy").Any(DeniesByDefault) ? [] : [new("NetworkPolicy", "none denies what no other policy allows")]);
    }

    private static bool DeniesByDefault(JsonObject policy)
        => policy["spec"]?["podSelector"] is JsonObject { Count: 0 } && policy["spec"]?["policyTypes"] is JsonArray { Count: 2 }
            && !policy["spec"].List("ingress").Any() && !policy["spec"].List("egress").Any();

    private static IEnumerable<Finding> Path(RenderedCluster cluster, NetworkPolicies policies, Workload caller, Workload called, int port)
    {
        var wanted = cluster.Edges.Contains(new Edge(caller.Service, called.Service, port)) || IsTelemetry(cluster, caller, called, port);
        if (policies.Leaves(caller, policies.Home(called), port) != wanted)
        {
            yield return new($"{caller}", $"{(wanted ? "may not" : "may")} send to {called.Name}:{port}, against the model");
        }

        if (policies.Enters(called, policies.Home(caller), port) != wanted)
        {
            yield return new($"{called}", $"{(wanted ? "does not accept" : "accepts")} {caller.Name} on {port}, against the model");
        }
    }

    private static IEnumerable<string> Outside(RenderedCluster cluster, NetworkPolicies policies, Workload workload)
    {
        if (!policies.IsIsolated(workload, "Ingress") || !policies.IsIsolated(workload, "Egress"))
        {
            yield return "is not under a default deny";
        }

        if (policies.IsOpen(workload, "Egress"))
        {
            yield return "may send anywhere";
        }

        if (!policies.Leaves(workload, _dns, Dns, "UDP") || !policies.Leaves(workload, _dns, Dns))
        {
            yield return "cannot look up names";
        }

        if (cluster.Modelled(workload)?.IsProject == true && !policies.Leaves(workload, _collector, Otlp))
        {
            yield return "cannot send its telemetry";
        }
    }

    private static bool IsTelemetry(RenderedCluster cluster, Workload caller, Workload called, int port)
        => called.Name is "otel-collector" && port is Otlp && cluster.Modelled(caller)?.IsProject == true;
}
