using System.Globalization;
using System.Text.Json.Nodes;

namespace Voting.Manifests.Overlays;

/// <summary>JSON patch (RFC 6902), the operations that overlays use: add, replace, remove.</summary>
internal static class JsonPatch
{
    public static void Apply(JsonObject target, JsonArray operations, string where)
    {
        foreach (var operation in operations.OfType<JsonObject>())
        {
            Apply(target, operation, where);
        }
    }

    private static void Apply(JsonObject target, JsonObject operation, string where)
    {
        var pointer = operation["path"]?.GetValue<string>() ?? throw new ManifestException($"{where}: an operation has no path");
        var path = pointer.Split('/')[1..].Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)).ToArray();
        var parent = path[..^1].Aggregate((JsonNode?)target, Step);
        var value = operation["value"]?.DeepClone();
        switch (operation["op"]?.GetValue<string>(), parent)
        {
            case ("add", JsonObject map):
                map[path[^1]] = value;
                break;
            case ("add", JsonArray list):
                list.Insert(path[^1] is "-" ? list.Count : Index(path[^1]), value);
                break;
            case ("replace", JsonObject map) when map.ContainsKey(path[^1]):
                map[path[^1]] = value;
                break;
            case ("replace", JsonArray list) when Index(path[^1]) < list.Count:
                list[Index(path[^1])] = value;
                break;
            case ("remove", JsonObject map) when map.Remove(path[^1]):
                break;
            case ("remove", JsonArray list) when Index(path[^1]) < list.Count:
                list.RemoveAt(Index(path[^1]));
                break;
            default:
                throw new ManifestException($"{where}: cannot {operation["op"]} {pointer} of {target["kind"]} {target["metadata"]?["name"]}");
        }
    }

    private static JsonNode? Step(JsonNode? node, string part) => node switch
    {
        JsonObject map => map[part],
        JsonArray list when Index(part) < list.Count => list[Index(part)],
        _ => null,
    };

    private static int Index(string part)
        => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : int.MaxValue;
}
