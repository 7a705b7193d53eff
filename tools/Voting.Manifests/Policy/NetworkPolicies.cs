using System.Text.Json.Nodes;
using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>One end of a connection: labels of the pod and of its namespace.</summary>
internal sealed record Peer(IReadOnlyDictionary<string, string> Pod, IReadOnlyDictionary<string, string> Namespace)
{
    /// <summary>A pod outside, known by one label and by the name of its namespace.</summary>
    public static Peer Of(string @namespace, string label, string value) => new(
        new Dictionary<string, string>(StringComparer.Ordinal) { [label] = value },
        new Dictionary<string, string>(StringComparer.Ordinal) { [NetworkPolicies.NamespaceName] = @namespace });
}

/// <summary>Answers whether the policies let a packet leave one pod and enter another.</summary>
internal sealed class NetworkPolicies(RenderedCluster cluster)
{
    public const string NamespaceName = "kubernetes.io/metadata.name";

    public Peer Home(Workload workload) => new(workload.Labels, Namespace());

    /// <summary>Whether <paramref name="from"/> may send to <paramref name="to"/>.</summary>
    public bool Leaves(Workload from, Peer to, int port, string protocol = "TCP") => Allowed(from, "Egress", to, port, protocol);

    /// <summary>Whether <paramref name="to"/> may receive from <paramref name="from"/>.</summary>
    public bool Enters(Workload to, Peer from, int port) => Allowed(to, "Ingress", from, port, "TCP");

    /// <summary>Rules that name no peer let everyone through.</summary>
    public bool IsOpen(Workload workload, string direction) => Rules(workload, direction).Any(rule => !rule.List(PeerField(direction)).Any());

    public bool IsIsolated(Workload workload, string direction) => Selecting(workload, direction).Any();

    private bool Allowed(Workload workload, string direction, Peer peer, int port, string protocol)
        => !IsIsolated(workload, direction) || Rules(workload, direction).Any(rule => Ports(rule, port, protocol) && rule.List(PeerField(direction)).Any(chosen => Matches(chosen, peer)));

    private IEnumerable<JsonObject> Rules(Workload workload, string direction)
        => Selecting(workload, direction).SelectMany(policy => policy["spec"].List(direction.ToLowerInvariant()));

    private IEnumerable<JsonObject> Selecting(Workload workload, string direction)
        => cluster.Of("NetworkPolicy").Where(policy => LabelSelector.Matches(policy["spec"]?["podSelector"], workload.Labels)
            && (policy["spec"]?["policyTypes"] as JsonArray ?? []).Any(type => type!.ToString().Same(direction)));

    private bool Matches(JsonObject chosen, Peer peer)
        => LabelSelector.Matches(chosen["podSelector"], peer.Pod)
            && (chosen.ContainsKey("namespaceSelector")
                ? LabelSelector.Matches(chosen["namespaceSelector"], peer.Namespace)
                : peer.Namespace.GetValueOrDefault(NamespaceName).Same(Namespace().GetValueOrDefault(NamespaceName)))
            && !chosen.ContainsKey("ipBlock");

    private static bool Ports(JsonObject rule, int port, string protocol)
        => !rule.List("ports").Any() || rule.List("ports").Any(known => known["port"].Number() == port && known.Text("protocol").Same(protocol));

    private static string PeerField(string direction) => direction is "Ingress" ? "from" : "to";

    private Dictionary<string, string> Namespace()
    {
        var home = cluster.Of("Namespace").First();
        return new((home["metadata"]?["labels"]).Map(), StringComparer.Ordinal) { [NamespaceName] = home.Name() };
    }
}
