using System.Text.Json.Nodes;
using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>Everything that serves is asked whether it started, lives and is ready; each probe states its own times.</summary>
internal static class Probes
{
    private static readonly string[] _kinds = ["startupProbe", "livenessProbe", "readinessProbe"];

    public static IEnumerable<Finding> Check(RenderedCluster cluster)
        => from workload in cluster.Workloads
           where !workload.Is("Job")
           from container in workload.Containers
           from kind in _kinds
           from problem in Problems(workload, kind, container[kind] as JsonObject, cluster.Modelled(workload)?.IsProject == true)
           select new Finding($"{workload}", $"{kind} {problem}");

    private static IEnumerable<string> Problems(Workload workload, string kind, JsonObject? probe, bool project)
    {
        if (probe is null)
        {
            yield return "is missing";
            yield break;
        }

        if (probe["periodSeconds"].Number() is not > 0 || probe["timeoutSeconds"].Number() is not > 0 || probe["failureThreshold"].Number() is not > 0)
        {
            yield return "does not state its times";
        }

        var http = probe["httpGet"] as JsonObject;
        var port = http?.Text("port");
        if (port is not null && !Selection.Listens(workload, port))
        {
            yield return $"asks the port {port}, where nothing listens";
        }

        if (http is null && probe["exec"]?["command"] is not JsonArray { Count: > 0 })
        {
            yield return "asks nothing: a frozen process takes connections too";
        }

        if (project && (http is null || !http.Text("path").Same(kind is "readinessProbe" ? "/ready" : "/health") || http.Text("scheme") is not "HTTP"))
        {
            yield return "does not ask the documented path";
        }

        if (project && Delay(kind) is { } delays && (probe["initialDelaySeconds"].Number(), probe["periodSeconds"].Number()) != delays)
        {
            yield return $"has not the documented delay and period {delays}";
        }

        if (kind is "startupProbe" && probe["periodSeconds"].Number() * probe["failureThreshold"].Number() < 30)
        {
            yield return "gives up within 30 s";
        }
    }

    // The voting document's numbers.
    private static (int?, int?)? Delay(string kind) => kind switch { "livenessProbe" => (10, 10), "readinessProbe" => (5, 5), _ => null };
}
