using System.Text.Json.Nodes;
using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>One line of an Ingress or of an HTTPRoute: which Service gets the requests for a host and a path.</summary>
/// <param name="Source">The object that it stands in.</param>
/// <param name="Gateway">The Gateway that it is attached to; empty for an Ingress.</param>
/// <param name="Host">The host name.</param>
/// <param name="Path">The prefix of the path.</param>
/// <param name="Header">What a request must carry beside, as text; empty for every request.</param>
/// <param name="Service">The name of the Service.</param>
/// <param name="Port">Its port, by name or number.</param>
/// <param name="Share">The percentage of these requests that the Service gets.</param>
internal sealed record Route(JsonObject Source, string Gateway, string Host, string Path, string Header, string Service, string Port, double Share)
{
    public string Where => $"{Source.Kind()} {Source.Name()}";

    public static IEnumerable<Route> OfAll(RenderedCluster cluster) => cluster.Of("Ingress").SelectMany(OfIngress).Concat(cluster.Of("HTTPRoute").SelectMany(OfHttpRoute));

    /// <summary>The workloads that get the requests.</summary>
    public Workload[] Targets(RenderedCluster cluster) => cluster.Find("Service", Service) is { } service ? cluster.Behind(service) : [];

    private static IEnumerable<Route> OfIngress(JsonObject ingress)
        => from rule in ingress["spec"].List("rules")
           from path in rule["http"].List("paths")
           let service = path.Child("backend").Child("service")
           select new Route(ingress, "", rule.Text("host"), path.Text("path"), "", service.Text("name"), service.Child("port").Select(port => port.Value!.ToString()).FirstOrDefault(""), 100);

    private static IEnumerable<Route> OfHttpRoute(JsonObject route)
        => from parent in route["spec"].List("parentRefs")
           from host in route.Child("spec")["hostnames"] as JsonArray ?? []
           from rule in route["spec"].List("rules")
           let backends = rule.List("backendRefs").ToArray()
           let weights = backends.Sum(Weight)
           from match in rule.List("matches")
           from backend in backends
           select new Route(
               route, parent.Text("name"), host!.ToString(), match.Child("path").Text("value"), string.Join(' ', match.List("headers").Select(header => header.ToJsonString())),
               backend.Text("name"), backend.Text("port"), 100.0 * Weight(backend) / weights);

    private static int Weight(JsonObject backend) => backend["weight"].Number() ?? 1;
}
