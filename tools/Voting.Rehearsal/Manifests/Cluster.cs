using System.Text.Json.Nodes;
using Voting.Manifests;
using Voting.Manifests.Manifest;
using Voting.Manifests.Overlays;
using Voting.Manifests.Policy;

namespace Voting.Rehearsal.Manifests;

/// <summary>A way from outside: host and path prefix to a Service.</summary>
internal sealed record Route(string Host, string Prefix, string Service);

/// <summary>The rendered manifest, as one reads it who applies it.</summary>
internal sealed class Cluster(RenderedCluster rendered)
{
    private readonly NetworkPolicies _policies = new(rendered);

    /// <summary>The committed flat form of production.</summary>
    public static Cluster Read(DeployTree tree)
        => new(new(Yaml.ReadAll(File.ReadAllText(tree.RenderedPath), tree.RenderedPath), AspireManifest.Read(tree.ManifestPath), tree.Provided()));

    public PodTemplate Template(string name)
    {
        var workload = rendered.Workload(name) ?? throw new InvalidOperationException($"The manifest has no workload '{name}'.");
        var least = rendered.Of("HorizontalPodAutoscaler").Select(scaler => scaler.Child("spec"))
            .FirstOrDefault(spec => spec.Child("scaleTargetRef").Text("name").Same(name))?["minReplicas"].Number();
        return new(workload, least ?? workload.Object.Child("spec")["replicas"].Number() ?? 1);
    }

    public IReadOnlyDictionary<string, string> ConfigMap(string name)
        => (rendered.Find("ConfigMap", name)?["data"] ?? throw new InvalidOperationException($"The manifest has no ConfigMap '{name}'.")).Map();

    /// <summary>Services that lead to one workload: name, port, workload.</summary>
    public IReadOnlyList<(string Name, int Port, string Workload)> Services { get; } =
    [
        .. from service in rendered.Of("Service")
           where service.Child("spec").Text("clusterIP") is not "None"
           from workload in rendered.Behind(service)
           select (service.Name(), service["spec"].List("ports").First()["port"].Number() ?? 0, workload.Name),
    ];

    /// <summary>The names of Services that the network policies let a workload's pods reach.</summary>
    public IReadOnlyList<string> Reachable(Workload from)
        => [.. Services.Where(service => rendered.Workload(service.Workload) is { } to && to != from
            && _policies.Leaves(from, _policies.Home(to), service.Port) && _policies.Enters(to, _policies.Home(from), service.Port))
            .Select(service => service.Name)];

    /// <summary>The Services that some pod may call. The others are for routes, and two of them may have one port.</summary>
    public IEnumerable<(string Name, int Port, string Workload)> CalledServices()
        => Services.Where(service => rendered.Workloads.Any(workload => Reachable(workload).Contains(service.Name, StringComparer.Ordinal)));

    public IReadOnlyList<Route> Routes { get; } =
        [.. Voting.Manifests.Policy.Route.OfAll(rendered).Select(route => new Route(route.Host, route.Path, route.Service))];
}
