using System.Text.Json.Nodes;
using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>What Prometheus is told to scrape is served: annotation, named port, container port and network path agree, and nothing else is annotated.</summary>
internal static class Scraping
{
    private const string Prefix = "prometheus.io/";
    private const string PortName = "metrics";

    private static readonly Peer _prometheus = Peer.Of("monitoring", "app.kubernetes.io/name", "prometheus");

    public static IEnumerable<Finding> Check(RenderedCluster cluster)
    {
        if (!cluster.Of("Namespace").Any())
        {
            return [];
        }

        var policies = new NetworkPolicies(cluster);
        return cluster.Of("Service").SelectMany(service => Annotations(cluster, service).Select(problem => new Finding($"Service {service.Name()}", problem)))
            .Concat(cluster.Workloads.SelectMany(workload => Pods(policies, workload).Select(problem => new Finding($"{workload}", problem))))
            .Concat(cluster.Of("ServiceMonitor").SelectMany(monitor => Monitor(cluster, monitor)));
    }

    private static IEnumerable<string> Annotations(RenderedCluster cluster, JsonObject service)
    {
        var given = (service["metadata"]?["annotations"]).Map().Where(entry => entry.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(entry => $"{entry.Key[Prefix.Length..]}={entry.Value}").Order(StringComparer.Ordinal);
        var ports = cluster.Behind(service).SelectMany(Served).ToArray();
        string[] expected = ports is [var port, ..] && service["spec"].List("ports").Any(known => known.Text("name") is PortName && known.Text("targetPort") is PortName && known["port"].Number() == port)
            ? ["path=/metrics", $"port={port}", "scrape=true"]
            : [];
        if (!given.SequenceEqual(expected, StringComparer.Ordinal))
        {
            yield return $"tells Prometheus '{string.Join(' ', given)}'; it serves '{string.Join(' ', expected)}'";
        }
    }

    private static IEnumerable<string> Pods(NetworkPolicies policies, Workload workload)
    {
        var annotations = (workload.Object["spec"]?["template"]?["metadata"]?["annotations"]).Map();
        if (annotations.Keys.Any(key => key.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            yield return "is scraped a second time: the annotations belong to its Service";
        }

        if (Served(workload).Any(port => !policies.Enters(workload, _prometheus, port)))
        {
            yield return "does not let Prometheus in";
        }
    }

    private static IEnumerable<int> Served(Workload workload)
        => workload.Containers.SelectMany(container => container.List("ports")).Where(port => port.Text("name") is PortName).Select(port => port["containerPort"].Number() ?? 0);

    private static IEnumerable<Finding> Monitor(RenderedCluster cluster, JsonObject monitor)
    {
        var services = cluster.Of("Service").Where(service => LabelSelector.Matches(monitor["spec"]?["selector"], (service["metadata"]?["labels"]).Map())).ToArray();
        foreach (var endpoint in monitor["spec"].List("endpoints"))
        {
            if (!services.Any(service => service["spec"].List("ports").Any(port => port.Text("name").Same(endpoint.Text("port")))))
            {
                yield return new($"ServiceMonitor {monitor.Name()}", $"no Service has the port {endpoint.Text("port")}");
            }

            if (!services.Any(service => (service["metadata"]?["annotations"]).Map().GetValueOrDefault($"{Prefix}path").Same(endpoint.Text("path"))))
            {
                yield return new($"ServiceMonitor {monitor.Name()}", $"no Service serves {endpoint.Text("path")}");
            }
        }
    }
}
