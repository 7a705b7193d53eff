using System.Text.Json.Nodes;
using Voting.Manifests.Manifest;
using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>Every address that someone is given leads to a port that someone serves.</summary>
internal static class Routing
{
    public static IEnumerable<Finding> Check(RenderedCluster cluster)
        => cluster.Of("Ingress").SelectMany(ingress => Ingress(cluster, ingress))
            .Concat(Twice(cluster))
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
        foreach (var route in Route.Of(ingress).Where(route => cluster.Find("Service", route.Service) is not { } service || !Serves(service, route.Port)))
            yield return new(where, $"no Service {route.Service} serves {route.Host}{route.Path}");
        if (ingress.Child("spec").Text("ingressClassName") is "")
            yield return new(where, "names no ingress class");

        var annotations = (ingress["metadata"]?["annotations"]).Map();
        if (annotations.ContainsKey("nginx.ingress.kubernetes.io/rewrite-target"))
            yield return new(where, "rewrites the path that the services expect");
        if (Canaries.Is(ingress))
            yield break; // nginx takes the rest from the Ingress beside it

        if (!annotations.ContainsKey("nginx.ingress.kubernetes.io/limit-rps"))
            yield return new(where, "has no rate limit");
        if (annotations.GetValueOrDefault("nginx.ingress.kubernetes.io/ssl-redirect") is not "true")
            yield return new(where, "does not lead to TLS");
    }

    private static IEnumerable<Finding> Twice(RenderedCluster cluster)
        => cluster.Of("Ingress").Where(ingress => !Canaries.Is(ingress)).SelectMany(Route.Of)
            .GroupBy(route => (route.Host, route.Path)).Where(group => group.Count() > 1)
            .Select(group => new Finding("Ingress", $"{group.Key.Host}{group.Key.Path} leads to more than one Service"));

    private static bool Serves(JsonObject service, JsonObject port)
        => service["spec"].List("ports").Any(known => port.ContainsKey("name")
            ? known.Text("name").Same(port.Text("name"))
            : known.Text("port").Same(port.Text("number")));
}
