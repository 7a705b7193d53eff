using System.Text.Json.Nodes;
using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>Where pods come and go: targets exist, bounds make sense, and a drain takes one pod at a time. Workers have a fixed count or KEDA.</summary>
internal static class Scaling
{
    // The voting document's counts.
    private static readonly Dictionary<string, int> _least = new(StringComparer.Ordinal) { ["api"] = 3, ["worker"] = 2, ["results"] = 2, ["frontend"] = 3, ["gateway"] = 2 };

    public static IEnumerable<Finding> Check(RenderedCluster cluster)
    {
        var scalers = cluster.Of("HorizontalPodAutoscaler").Concat(cluster.Of("ScaledObject")).ToArray();
        return scalers.SelectMany(scaler => Scaler(cluster, scaler).Select(problem => new Finding($"{scaler.Kind()} {scaler.Name()}", problem)))
            .Concat(cluster.Of("PodDisruptionBudget").SelectMany(Budget))
            // An overlay without any autoscaler is one for trying things: a fixed count each.
            .Concat(scalers is [] ? [] : cluster.Of("Deployment").Where(deployment => cluster.Model.Find(deployment.Name()) is not null).SelectMany(deployment => Covered(cluster, scalers, deployment)));
    }

    private static IEnumerable<string> Scaler(RenderedCluster cluster, JsonObject scaler)
    {
        var spec = scaler.Child("spec");
        var target = spec.Child("scaleTargetRef");
        if (cluster.Find(target.Text("kind"), target.Text("name")) is not { } workload)
        {
            yield return "its target does not exist";
        }
        else if (workload.Child("spec").ContainsKey("replicas"))
        {
            yield return "fights with the count in its target";
        }

        var least = (spec["minReplicas"] ?? spec["minReplicaCount"]).Number() ?? 1;
        if (least != _least.GetValueOrDefault(target.Text("name"), least) || least < 2)
        {
            yield return $"starts at {least} replicas, which is not the documented count";
        }

        if ((spec["maxReplicas"] ?? spec["maxReplicaCount"]).Number() <= least)
        {
            yield return "cannot scale";
        }

        if (!(scaler.Kind() is "ScaledObject" ? ByLag(cluster, target.Text("name"), spec) : ByCpu(spec)))
        {
            yield return "scales by nothing sensible";
        }
    }

    private static bool ByCpu(JsonObject spec)
        => spec.List("metrics").FirstOrDefault()?["resource"] is JsonObject resource && resource.Text("name") is "cpu" && resource["target"]?["averageUtilization"].Number() is >= 50 and <= 90;

    // KEDA takes the password from the variable of the pods that it scales, and comes from a namespace of its own.
    private static bool ByLag(RenderedCluster cluster, string name, JsonObject spec)
        => spec.List("triggers").FirstOrDefault()?["metadata"] is JsonObject trigger
            && cluster.Workload(name) is { } worker && worker.Containers[0].List("env").Any(entry => entry.Text("name").Same(trigger.Text("passwordFromEnv")))
            && trigger.Text("address").Split(':') is [var host, var port] && host.Same($"redis.{cluster.Of("Namespace").Single().Name()}.svc")
            && cluster.Workload("redis") is { } redis && new NetworkPolicies(cluster).Enters(redis, Peer.Of("keda", "app", "keda-operator"), int.Parse(port, System.Globalization.CultureInfo.InvariantCulture));

    private static IEnumerable<Finding> Budget(JsonObject budget)
    {
        var spec = budget.Child("spec");
        if (spec.Text("maxUnavailable") is not "1")
        {
            yield return new($"PodDisruptionBudget {budget.Name()}", "must let a drain take exactly one pod at a time");
        }
    }

    private static IEnumerable<Finding> Covered(RenderedCluster cluster, JsonObject[] scalers, JsonObject deployment)
    {
        var name = deployment.Name();
        if (!scalers.Any(scaler => scaler.Child("spec").Child("scaleTargetRef").Text("name").Same(name)) && !(name is "worker" && deployment.Child("spec")["replicas"].Number() == _least[name]))
        {
            yield return new($"Deployment {name}", "has no autoscaler");
        }

        if (!cluster.Of("PodDisruptionBudget").Any(budget => cluster.SelectedBy(budget["spec"]?["selector"]).Any(workload => workload.Name.Same(name))))
        {
            yield return new($"Deployment {name}", "has no disruption budget");
        }
    }
}
