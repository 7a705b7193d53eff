using System.Text.Json.Nodes;
using Voting.Manifests.Overlays;

namespace Manifests.Tests.Mutations;

/// <summary>One fault: an operation of JSON patch on one object of an overlay.</summary>
/// <param name="Fault">What went wrong, as a person would say it.</param>
/// <param name="Object">Kind and name, with a slash.</param>
/// <param name="Operation">add, replace or remove at the path; delete or copy for the whole object.</param>
/// <param name="Path">A JSON pointer; <c>~c</c> is the first container, <c>~p</c> the pod, <c>env=NAME</c> the list item of that name.</param>
/// <param name="Value">JSON.</param>
/// <param name="Overlay">The overlay that has the object.</param>
internal sealed record Mutation(string Fault, string Object, string Operation, string Path = "", string Value = "null", string Overlay = "production")
{
    public List<JsonObject> Apply(IReadOnlyList<JsonObject> objects)
    {
        var changed = objects.Select(item => item.DeepClone().AsObject()).ToList();
        var target = changed.Single(item => $"{item.Kind()}/{item.Name()}".Same(Object));
        if (Operation is "delete")
        {
            changed.Remove(target);
        }
        else if (Operation is "copy")
        {
            changed.Add(target.DeepClone().AsObject());
        }
        else
        {
            Change(target);
        }

        return changed;
    }

    // A fault that finds nothing to change is a mistake in the list of faults.
    private void Change(JsonObject target)
    {
        var path = Path.Replace("~c", "/spec/template/spec/containers/0", StringComparison.Ordinal).Replace("~p", "/spec/template/spec", StringComparison.Ordinal)
            .Replace("=", "/=", StringComparison.Ordinal).Split('/')[1..].Select(part => part.Replace("~1", "/", StringComparison.Ordinal)).ToArray();
        var parent = path[..^1].Aggregate((JsonNode)target, (node, part) => node is JsonArray list ? list[Index(list, part)]! : node[part]!);
        switch (Operation, parent)
        {
            case ("add", JsonArray list):
                list.Insert(path[^1] is "-" ? list.Count : Index(list, path[^1]), JsonNode.Parse(Value));
                break;
            case ("replace", JsonArray list):
                list[Index(list, path[^1])] = JsonNode.Parse(Value);
                break;
            case ("remove", JsonArray list):
                list.RemoveAt(Index(list, path[^1]));
                break;
            case ("add" or "replace", JsonObject map) when Operation is "add" || map.ContainsKey(path[^1]):
                map[path[^1]] = JsonNode.Parse(Value);
                break;
            case ("remove", JsonObject map) when map.Remove(path[^1]):
                break;
            default:
                throw new InvalidOperationException($"'{Fault}' finds no {Path} in {Object}");
        }
    }

    private static int Index(JsonArray list, string part) => part[0] is '='
        ? list.IndexOf(list.Single(item => item!.AsObject().Text("name").Same(part[1..])))
        : int.Parse(part, System.Globalization.CultureInfo.InvariantCulture);
}
