using System.Text.Json.Nodes;
using Voting.Manifests.Manifest;
using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>Every address that someone is given leads to a port that someone serves.</summary>
internal static class Routing
{
    public static IEnumerable<Finding> Check(RenderedCluster cluster)
        => cluster.Of("Ingress").SelectMany(ingress => Ingress(cluster, ingress))
            .Concat(cluster.Model.Workloads.SelectMany(workload => Names(cluster, workload)));

    // The model's own addresses: http://api:5000 must be a Service called api on port 5000.
    private static IEnumerable<Finding> Names(RenderedCluster cluster, Resource resource)
        => resource.Bindings.Where(binding => cluster.Find("Service", resource.Name) is not { } service
                || !service["spec"].List("ports").Any(port => port["port"].Number() == binding.TargetPort)
                || !cluster.Behind(service).Any(workload => workload.Name.Same(resource.Name)))
            .Select(binding => new Finding($"Service {resource.Name}", $"does not serve the model's port {binding.TargetPort}"));

    private static IEnumerable<Finding> Ingress(RenderedCluster cluster, JsonObject ingress)
    {
        var where = $"Ingress {ingress.Name()}";
        var secured = ingress["spec"].List("tls").SelectMany(tls => tls["hosts"] as JsonArray ?? []).Select(host => host!.ToString()).ToArray();
        foreach (var rule in ingress["spec"].List("rules"))
        {
            if (!secured.Contains(rule.Text("host"), StringComparer.Ordinal))
                yield return new(where, $"the host '{rule.Text("host")}' has no certificate");

            foreach (var path in rule["http"].List("paths"))
            {
                var backend = path["backend"]?["service"] as JsonObject ?? [];
                if (cluster.Find("Service", backend.Text("name")) is not { } service || !Serves(service, backend["port"] as JsonObject ?? []))
                    yield return new(where, $"no Service serves its backend {backend.ToJsonString()}");
            }
        }

        if (ingress["spec"].List("tls").Any(tls => tls.Text("secretName") is ""))
            yield return new(where, "names no Secret for its certificate");
        if (ingress.Child("spec").Text("ingressClassName") is "")
            yield return new(where, "names no ingress class");

        var annotations = (ingress["metadata"]?["annotations"]).Map();
        if (annotations.ContainsKey("nginx.ingress.kubernetes.io/rewrite-target"))
            yield return new(where, "rewrites the path that the services expect");
        if (!annotations.ContainsKey("nginx.ingress.kubernetes.io/limit-rps"))
            yield return new(where, "has no rate limit");
        if (annotations.GetValueOrDefault("nginx.ingress.kubernetes.io/ssl-redirect") is not "true" || !annotations.ContainsKey("cert-manager.io/cluster-issuer"))
            yield return new(where, "does not lead to TLS with an issued certificate");
    }

    private static bool Serves(JsonObject service, JsonObject port)
        => service["spec"].List("ports").Any(known => port.ContainsKey("name")
            ? known.Text("name").Same(port.Text("name"))
            : known.Text("port").Same(port.Text("number")));
}
