using System.Text.Json.Nodes;

namespace Voting.Manifests.Overlays;

/// <summary>Reading Kubernetes objects in their JSON form; what is absent reads as empty.</summary>
internal static class KubernetesObject
{
    public static string Kind(this JsonObject item) => item.Text("kind");

    public static string Name(this JsonObject item) => item["metadata"]?.AsObject().Text("name") ?? "";

    public static string Text(this JsonObject item, string field) => (item[field] as JsonValue)?.ToString() ?? "";

    public static IEnumerable<JsonObject> List(this JsonNode? item, string field) => (item?[field] as JsonArray ?? []).OfType<JsonObject>();

    public static IReadOnlyDictionary<string, string> Map(this JsonNode? item)
        => (item as JsonObject ?? []).ToDictionary(entry => entry.Key, entry => entry.Value?.ToString() ?? "", StringComparer.Ordinal);

    /// <summary>The pod that a workload makes, or null for an object that makes none.</summary>
    public static JsonObject? Pod(this JsonObject item) => item["spec"]?["template"]?["spec"] as JsonObject;

    public static IEnumerable<JsonObject> Containers(this JsonObject item)
        => item.Pod() is { } pod ? pod.List("initContainers").Concat(pod.List("containers")) : [];
}
