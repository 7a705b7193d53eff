using System.Text.Json.Nodes;
using Voting.Manifests.Manifest;
using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>Every address that someone is given leads to a port that someone serves.</summary>
internal static class Routing
{
    public static IEnumerable<Finding> Check(RenderedCluster cluster)
        => cluster.Of("Ingress").SelectMany(Ingress)
            .Concat(Routes(cluster))
            .Concat(cluster.Of("Service").Where(service => service.Child("spec").Text("sessionAffinity") is "ClientIP").Select(service => new Finding($"Service {service.Name()}", "keeps clients at one pod, which no page needs")))
            .Concat(cluster.Model.Workloads.SelectMany(workload => Names(cluster, workload)));

    // The model's own addresses: http://api:5000 must be a Service called api on port 5000.
    private static IEnumerable<Finding> Names(RenderedCluster cluster, Resource resource)
        => resource.Bindings.Where(binding => cluster.Find("Service", resource.Name) is not { } service
                || !service["spec"].List("ports").Any(port => port["port"].Number() == binding.TargetPort)
                || !cluster.Behind(service).Any(workload => workload.Name.Same(resource.Name)))
            .Select(binding => new Finding($"Service {resource.Name}", $"does not serve the model's port {binding.TargetPort}"));

    private static IEnumerable<Finding> Routes(RenderedCluster cluster)
    {
        var routes = Route.OfAll(cluster).ToArray();
        return routes.Where(route => cluster.Find("Service", route.Service) is not { } service || !Serves(service, route.Port))
            .Select(route => new Finding(route.Where, $"no Service {route.Service} serves {route.Host}{route.Path}"))
            .Concat(routes.GroupBy(route => (route.Source.Kind(), route.Gateway, route.Host, route.Path, route.Header)).Where(group => group.DistinctBy(route => route.Source).Count() > 1)
                .Select(group => new Finding(group.Key.Item1, $"{group.Key.Host}{group.Key.Path} leads to more than one Service")))
            .Concat(cluster.Of("HTTPRoute").Where(route => route["spec"].List("rules").SelectMany(rule => rule.List("filters")).Any(filter => filter.Text("type") is "URLRewrite"))
                .Select(route => new Finding($"HTTPRoute {route.Name()}", "rewrites the path that the services expect")));
    }

    private static IEnumerable<Finding> Ingress(JsonObject ingress)
    {
        var where = $"Ingress {ingress.Name()}";
        var annotations = (ingress["metadata"]?["annotations"]).Map();
        if (ingress.Child("spec").Text("ingressClassName") is "")
        {
            yield return new(where, "names no ingress class");
        }

        if (annotations.ContainsKey("nginx.ingress.kubernetes.io/rewrite-target"))
        {
            yield return new(where, "rewrites the path that the services expect");
        }

        if (!annotations.ContainsKey("nginx.ingress.kubernetes.io/limit-rps"))
        {
            yield return new(where, "has no rate limit");
        }

        if (annotations.GetValueOrDefault("nginx.ingress.kubernetes.io/ssl-redirect") is not "true")
        {
            yield return new(where, "does not lead to TLS");
        }

        if (annotations.ContainsKey("nginx.ingress.kubernetes.io/affinity"))
        {
            yield return new(where, "keeps clients at one pod, which no page needs");
        }
    }

    private static bool Serves(JsonObject service, string port)
        => service["spec"].List("ports").Any(known => known.Text("name").Same(port) || known.Text("port").Same(port));
}
