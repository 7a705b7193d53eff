using System.Text.Json.Nodes;

namespace Voting.Manifests.Overlays;

/// <summary>The fields of a kustomization that change every object: namespace, labels, images.</summary>
internal static class Transformers
{
    public static void SetNamespace(List<JsonObject> objects, string? name)
    {
        if (name is null)
            return;

        foreach (var item in objects)
        {
            item["metadata"]![item.Kind() is "Namespace" ? "name" : "namespace"] = name;
        }
    }

    /// <summary>Renames what no object refers to by name: references are not followed.</summary>
    public static void AddSuffix(List<JsonObject> objects, string suffix)
    {
        foreach (var item in suffix.Length is 0 ? [] : objects)
        {
            item["metadata"]!["name"] = item.Kind() is "Deployment" or "Service"
                ? item.Name() + suffix
                : throw new ManifestException($"{item.Kind()} {item.Name()}: nameSuffix is for Deployments and Services alone");
        }
    }

    public static void SetLabels(List<JsonObject> objects, IEnumerable<JsonObject> labels)
    {
        foreach (var label in labels)
        {
            foreach (var item in objects)
            {
                Add(item["metadata"]!.AsObject(), label["pairs"]!.AsObject());
                if (label["includeSelectors"]?.GetValue<bool>() == true)
                    AddToSelectors(item, label["pairs"]!.AsObject());
                else if (label["includeTemplates"]?.GetValue<bool>() != true)
                    continue;

                foreach (var template in item["spec"].List("volumeClaimTemplates").Append(item["spec"]?["template"]).OfType<JsonObject>())
                {
                    Add(template["metadata"]!.AsObject(), label["pairs"]!.AsObject());
                }
            }
        }
    }

    public static void SetImages(List<JsonObject> objects, IEnumerable<JsonObject> images)
    {
        foreach (var image in images)
        {
            foreach (var container in objects.SelectMany(item => item.Containers()))
            {
                if (ImageReference.Parse(container.Text("image")) is var current && current.Name.Same(image.Text("name")))
                    container["image"] = current.With(image.Text("newName"), image.Text("newTag"), image.Text("digest"));
            }
        }
    }

    private static void AddToSelectors(JsonObject item, JsonObject pairs)
    {
        if (item["spec"]?["template"]?["metadata"] is JsonObject template)
            Add(template, pairs);

        var selectors = item.Kind() is "Service" ? [item["spec"]?["selector"]]
            : (item.Pod() ?? []).List("topologySpreadConstraints").Select(spread => spread["labelSelector"]?["matchLabels"]).Append(item["spec"]?["selector"]?["matchLabels"]);
        foreach (var selector in selectors.OfType<JsonObject>())
        {
            StrategicMerge.Apply(selector, pairs);
        }
    }

    private static void Add(JsonObject metadata, JsonObject pairs)
    {
        if (metadata["labels"] is not JsonObject labels)
            metadata["labels"] = labels = [];

        StrategicMerge.Apply(labels, pairs);
    }
}
