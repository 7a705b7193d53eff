using System.Text.Json;
using System.Text.Json.Nodes;

namespace Voting.Manifests.Overlays;

/// <summary>Reading Kubernetes objects in their JSON form; what is absent reads as empty.</summary>
internal static class KubernetesObject
{
    public static string Kind(this JsonObject item) => item.Text("kind");

    public static string Name(this JsonObject item) => item.Child("metadata").Text("name");

    public static JsonObject Child(this JsonObject item, string field) => item[field] as JsonObject ?? [];

    public static string Text(this JsonObject item, string field) => (item[field] as JsonValue)?.ToString() ?? "";

    public static IEnumerable<JsonObject> List(this JsonNode? item, string field) => (item?[field] as JsonArray ?? []).OfType<JsonObject>();

    public static IReadOnlyDictionary<string, string> Map(this JsonNode? item)
        => (item as JsonObject ?? []).ToDictionary(entry => entry.Key, entry => entry.Value?.ToString() ?? "", StringComparer.Ordinal);

    /// <summary>The whole number, or null for anything else.</summary>
    public static int? Number(this JsonNode? item) => item is JsonValue value && value.GetValueKind() is JsonValueKind.Number && value.TryGetValue(out long number) ? (int)number : null;

    public static bool? Flag(this JsonNode? item) => item?.GetValueKind() switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

    public static bool Same(this string? text, string? other) => string.Equals(text, other, StringComparison.Ordinal);

    /// <summary>The pod that a workload makes, or null for an object that makes none.</summary>
    public static JsonObject? Pod(this JsonObject item) => item["spec"]?["template"]?["spec"] as JsonObject;

    public static IEnumerable<JsonObject> Containers(this JsonObject item)
        => item.Pod() is { } pod ? pod.List("initContainers").Concat(pod.List("containers")) : [];
}
