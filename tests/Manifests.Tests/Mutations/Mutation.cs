using System.Globalization;
using System.Text.Json.Nodes;
using Voting.Manifests.Overlays;

namespace Manifests.Tests.Mutations;

/// <summary>One fault: an operation of JSON patch on one object of an overlay.</summary>
/// <param name="Fault">What went wrong, as a person would say it.</param>
/// <param name="Object">Kind and name, with a slash.</param>
/// <param name="Operation">add, replace, remove, or delete for the whole object.</param>
/// <param name="Path">A JSON pointer; <c>env=NAME</c> stands for the list item of that name.</param>
/// <param name="Value">JSON.</param>
/// <param name="Overlay">The overlay that has the object.</param>
internal sealed record Mutation(string Fault, string Object, string Operation, string Path = "", string Value = "null", string Overlay = "production")
{
    private const string Container = "/spec/template/spec/containers/0";

    public string Pointer => Path.Replace("~c", Container, StringComparison.Ordinal).Replace("~p", "/spec/template/spec", StringComparison.Ordinal);

    public List<JsonObject> Apply(IReadOnlyList<JsonObject> objects)
    {
        var changed = objects.Select(item => item.DeepClone().AsObject()).ToList();
        var target = changed.Single(item => $"{item.Kind()}/{item.Name()}".Same(Object));
        if (Operation is "delete")
            changed.Remove(target);
        else if (Operation is "copy")
            changed.Add(target.DeepClone().AsObject());
        else
            JsonPatch.Apply(target, [new JsonObject { ["op"] = Operation, ["path"] = Indexed(target), ["value"] = JsonNode.Parse(Value) }], Fault);

        return changed;
    }

    private string Indexed(JsonNode target)
    {
        var parts = Pointer.Split('/');
        var node = (JsonNode?)target;
        for (var i = 1; i < parts.Length; i++)
        {
            if (parts[i].Split('=') is [var list, var name])
            {
                var items = node![list]!.AsArray();
                var index = items.Select((item, at) => (item, at)).Single(pair => pair.item!.AsObject().Text("name").Same(name)).at;
                parts[i] = $"{list}/{index.ToString(CultureInfo.InvariantCulture)}";
                node = items[index];
            }
            else
            {
                node = node switch { JsonObject map => map[parts[i]], JsonArray array when int.TryParse(parts[i], CultureInfo.InvariantCulture, out var at) && at < array.Count => array[at], _ => null };
            }
        }

        return string.Join('/', parts);
    }
}
