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
            var secured = ingress["spec"].List("tls").SelectMany(tls => tls["hosts"] as System.Text.Json.Nodes.JsonArray ?? []).Select(host => host!.ToString()).ToHashSet(StringComparer.Ordinal);
            foreach (var host in Route.Of(ingress).Select(route => route.Host).Distinct(StringComparer.Ordinal).Where(host => !secured.Contains(host)))
                yield return new($"Ingress {ingress.Name()}", $"the host '{host}' has no certificate");
        }

        var wanted = from ingress in cluster.Of("Ingress")
                     from tls in ingress["spec"].List("tls")
                     group ingress by tls.Text("secretName") into secret
                     select (Name: secret.Key, Askers: secret.Count(ingress => (ingress["metadata"]?["annotations"]).Map().ContainsKey(Issuer)));
        foreach (var (name, askers) in wanted.Where(secret => secret.Name.Length is 0 || secret.Askers is not 1))
            yield return new($"Secret {name}", $"{askers} Ingresses ask for its certificate; one must");
    }
}
