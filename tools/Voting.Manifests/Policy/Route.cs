using System.Text.Json.Nodes;
using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>One line of an Ingress: which Service gets the requests for a host and a path.</summary>
/// <param name="Host">The host name.</param>
/// <param name="Path">The prefix of the path.</param>
/// <param name="Service">The name of the Service.</param>
/// <param name="Port">Its port, by name or number.</param>
internal sealed record Route(string Host, string Path, string Service, JsonObject Port)
{
    public static IEnumerable<Route> Of(JsonObject ingress)
        => from rule in ingress["spec"].List("rules")
           from path in rule["http"].List("paths")
           let service = path["backend"]?["service"] as JsonObject ?? []
           select new Route(rule.Text("host"), path.Text("path"), service.Text("name"), service.Child("port"));

    /// <summary>The workloads that get the requests of an Ingress.</summary>
    public static IEnumerable<Workload> Targets(RenderedCluster cluster, JsonObject ingress)
        => Of(ingress).Select(route => cluster.Find("Service", route.Service)).OfType<JsonObject>().SelectMany(cluster.Behind);
}
