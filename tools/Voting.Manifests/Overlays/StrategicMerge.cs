using System.Text.Json.Nodes;

namespace Voting.Manifests.Overlays;

/// <summary>Kubernetes' strategic merge as kustomize does it: maps merge, null removes, lists of named things merge by their key.</summary>
internal static class StrategicMerge
{
    private const string Directive = "$patch";

    private static readonly Dictionary<string, string> _listKeys = new(StringComparer.Ordinal)
    {
        ["containers"] = "name",
        ["initContainers"] = "name",
        ["env"] = "name",
        ["volumes"] = "name",
        ["imagePullSecrets"] = "name",
        ["volumeMounts"] = "mountPath",
        ["topologySpreadConstraints"] = "topologyKey",
    };

    public static bool Deletes(JsonObject patch) => patch[Directive]?.GetValue<string>() is "delete";

    public static void Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (key, change) in patch)
        {
            if (change is null)
                target.Remove(key);
            else if (change is JsonObject changes && target[key] is JsonObject map)
                Apply(map, changes);
            else if (change is JsonArray items && target[key] is JsonArray list && _listKeys.TryGetValue(key, out var name))
                target[key] = Merge(list, items, name);
            else
                target[key] = change.DeepClone();
        }
    }

    // What the patch names comes first, in its order: a $(SECRET_…) must be defined before the variable that uses it.
    private static JsonArray Merge(JsonArray list, JsonArray items, string name)
    {
        var rest = list.Select(known => known?.DeepClone()).ToList();
        var named = new List<JsonNode?>();
        foreach (var item in items.OfType<JsonObject>())
        {
            var known = rest.OfType<JsonObject>().FirstOrDefault(other => JsonNode.DeepEquals(other[name], item[name]));
            if (known is not null)
                rest.Remove(known);
            if (Deletes(item))
                continue;

            var merged = known ?? [];
            Apply(merged, item);
            named.Add(merged);
        }

        return [.. named, .. rest];
    }
}
