using System.Text.Json.Nodes;
using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>Where pods come and go: targets exist, bounds make sense, and a drain takes one pod at a time.</summary>
internal static class Scaling
{
    // The voting document's counts.
    private static readonly Dictionary<string, int> _least = new(StringComparer.Ordinal) { ["api"] = 3, ["worker"] = 2, ["results"] = 2, ["frontend"] = 3 };

    public static IEnumerable<Finding> Check(RenderedCluster cluster)
    {
        var scalers = cluster.Of("HorizontalPodAutoscaler").ToArray();
        // An overlay without any autoscaler is one for trying things: a fixed count each.
        var production = scalers.Length > 0;
        return scalers.SelectMany(scaler => Scaler(cluster, scaler))
            .Concat(cluster.Of("PodDisruptionBudget").SelectMany(Budget))
            .Concat(production ? cluster.Of("Deployment").Where(IsOfTheModel).SelectMany(deployment => Covered(cluster, scalers, deployment.Name())) : []);

        bool IsOfTheModel(JsonObject deployment) => cluster.Model.Find(deployment.Name()) is not null;
    }

    private static IEnumerable<Finding> Scaler(RenderedCluster cluster, JsonObject scaler)
    {
        var where = $"HorizontalPodAutoscaler {scaler.Name()}";
        var spec = scaler.Child("spec");
        var target = spec["scaleTargetRef"] as JsonObject ?? [];
        if (cluster.Find(target.Text("kind"), target.Text("name")) is not { } workload)
            yield return new(where, "its target does not exist");
        else if (workload.Child("spec").ContainsKey("replicas"))
            yield return new(where, "fights with the count in its target");

        var least = spec["minReplicas"].Number() ?? 1;
        if (least != _least.GetValueOrDefault(target.Text("name"), least) || least < 2)
            yield return new(where, $"starts at {least} replicas, which is not the documented count");
        if (spec["maxReplicas"].Number() <= least)
            yield return new(where, "cannot scale");
        if (spec.List("metrics").FirstOrDefault() is not { } metric || !Sensible(metric))
            yield return new(where, "scales by nothing sensible");
    }

    private static bool Sensible(JsonObject metric) => metric.Text("type") switch
    {
        "Resource" => metric["resource"] is JsonObject resource && resource.Text("name") is "cpu" && resource["target"]?["averageUtilization"].Number() is >= 50 and <= 90,
        "External" => metric["external"]?["metric"] is JsonObject named && named.Text("name").Length > 0 && metric["external"]?["target"] is JsonObject,
        _ => false,
    };

    private static IEnumerable<Finding> Budget(JsonObject budget)
    {
        var spec = budget.Child("spec");
        if (spec.Text("maxUnavailable") is not "1")
            yield return new($"PodDisruptionBudget {budget.Name()}", "must let a drain take exactly one pod at a time");
    }

    private static IEnumerable<Finding> Covered(RenderedCluster cluster, JsonObject[] scalers, string name)
    {
        if (!scalers.Any(scaler => (scaler["spec"]?["scaleTargetRef"] as JsonObject ?? []).Text("name").Same(name)))
            yield return new($"Deployment {name}", "has no autoscaler");
        if (!cluster.Of("PodDisruptionBudget").Any(budget => cluster.SelectedBy(budget["spec"]?["selector"]).Any(workload => workload.Name.Same(name))))
            yield return new($"Deployment {name}", "has no disruption budget");
    }
}
