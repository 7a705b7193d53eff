using System.Text.Json.Nodes;
using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>Each host is served over TLS, and each certificate is asked for once: cert-manager refuses a second Ingress that wants the same Secret.</summary>
internal static class Certificates
{
    private const string Issuer = "cert-manager.io/cluster-issuer";

    public static IEnumerable<Finding> Check(RenderedCluster cluster)
    {
        foreach (var ingress in cluster.Of("Ingress"))
        {
            var secured = ingress["spec"].List("tls").SelectMany(tls => tls["hosts"] as JsonArray ?? []).Select(host => host!.ToString()).ToHashSet(StringComparer.Ordinal);
            foreach (var host in ingress["spec"].List("rules").Select(rule => rule.Text("host")).Where(host => !secured.Contains(host)))
            {
                yield return new($"Ingress {ingress.Name()}", $"the host '{host}' has no certificate");
            }
        }

        var wanted = from ingress in cluster.Of("Ingress")
                     from tls in ingress["spec"].List("tls")
                     group ingress by tls.Text("secretName") into secret
                     select (Name: secret.Key, Askers: secret.Count(ingress => (ingress["metadata"]?["annotations"]).Map().ContainsKey(Issuer)));
        foreach (var (name, askers) in wanted.Where(secret => secret.Name.Length is 0 || secret.Askers is not 1))
        {
            yield return new($"Secret {name}", $"{askers} Ingresses ask for its certificate; one must");
        }

        foreach (var finding in cluster.Of("HTTPRoute").SelectMany(route => route["spec"].List("parentRefs").SelectMany(parent => Attached(cluster, route, parent))))
        {
            yield return finding;
        }
    }

    // What a listener without TLS takes is only ever led to one with it.
    private static IEnumerable<Finding> Attached(RenderedCluster cluster, JsonObject route, JsonObject parent)
    {
        var (spec, where) = (route.Child("spec"), $"HTTPRoute {route.Name()}");
        var listener = cluster.Gateways.Where(gateway => gateway.Name().Same(parent.Text("name")) && gateway.Child("metadata").Text("namespace").Same(parent.Text("namespace")))
            .SelectMany(gateway => gateway["spec"].List("listeners")).FirstOrDefault(known => known.Text("name").Same(parent.Text("sectionName")));
        if (listener is null)
        {
            yield return new(where, $"no Gateway {parent.Text("namespace")}/{parent.Text("name")} has the listener '{parent.Text("sectionName")}'");
        }
        else if (listener["tls"] is null && !spec.List("rules").All(rule => rule.List("filters").Any(filter => filter.Child("requestRedirect").Text("scheme") is "https")))
        {
            yield return new(where, "does not lead to TLS");
        }
        else if (listener["tls"] is not null && !(spec["hostnames"] is JsonArray { Count: 1 } hosts && hosts[0]!.ToString().Same(listener.Text("hostname"))))
        {
            yield return new(where, "is for another host than its listener's, which has no certificate");
        }
    }
}
