using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>Labels by which people and tools find their way, and one namespace for all.</summary>
internal static class Naming
{
    private static readonly string[] _podLabels = ["app", "app.kubernetes.io/name", "app.kubernetes.io/component", "app.kubernetes.io/part-of", "app.kubernetes.io/instance", "tier"];

    public static IEnumerable<Finding> Check(RenderedCluster cluster)
    {
        var home = cluster.Of("Namespace").Select(item => item.Name()).SingleOrDefault();
        foreach (var item in cluster.Objects)
        {
            var where = $"{item.Kind()} {item.Name()}";
            var metadata = item.Child("metadata");
            if (metadata["labels"].Map().GetValueOrDefault("app.kubernetes.io/part-of") is not "voting" || !metadata["labels"].Map().ContainsKey("app.kubernetes.io/instance"))
            {
                yield return new(where, "does not say which system and instance it is part of");
            }

            if (item.Kind() is not "Namespace" && (home is null || !metadata.Text("namespace").Same(home)))
            {
                yield return new(where, $"is not in the namespace {home}");
            }
        }

        foreach (var workload in cluster.Workloads)
        {
            foreach (var label in _podLabels.Where(label => !workload.Labels.ContainsKey(label)))
            {
                yield return new($"{workload}", $"its pods lack the label {label}");
            }

            if (!workload.Labels.GetValueOrDefault("app").Same(workload.Name) || !workload.Labels.GetValueOrDefault("app.kubernetes.io/name").Same(workload.Service))
            {
                yield return new($"{workload}", "its pods are called something else");
            }
        }
    }
}
