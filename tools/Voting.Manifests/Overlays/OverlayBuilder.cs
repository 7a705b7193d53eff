using System.Text.Json.Nodes;

namespace Voting.Manifests.Overlays;

/// <summary>Renders an overlay to flat objects, as <c>kubectl kustomize</c> does, so that no check needs kubectl.</summary>
internal static class OverlayBuilder
{
    // What others refer to comes first, as kubectl applies in order.
    private static readonly string[] _order =
    [
        "Namespace", "ConfigMap", "Service", "StatefulSet", "Job", "Deployment", "PodDisruptionBudget", "HorizontalPodAutoscaler", "NetworkPolicy", "Ingress",
    ];

    public static IReadOnlyList<JsonObject> Build(string folder)
        => [.. Collect(Path.GetFullPath(folder))
            .OrderBy(item => Array.IndexOf(_order, item.Kind()) is >= 0 and var rank ? rank : _order.Length)
            .ThenBy(item => item.Kind(), StringComparer.Ordinal)
            .ThenBy(item => item.Name(), StringComparer.Ordinal)];

    private static List<JsonObject> Collect(string folder)
    {
        var kustomization = Kustomization.Read(folder);
        var objects = kustomization.Resources.SelectMany(resource => Resources(folder, resource)).ToList();
        foreach (var component in kustomization.Components)
        {
            Transform(Kustomization.Read(Path.GetFullPath(Path.Combine(folder, component))), objects);
        }

        Transform(kustomization, objects);
        return objects;
    }

    private static void Transform(Kustomization kustomization, List<JsonObject> objects)
    {
        ConfigMaps.Generate(kustomization, objects);
        foreach (var patch in kustomization.Patches)
        {
            Patch(kustomization, patch, objects);
        }

        Transformers.SetNamespace(objects, kustomization.Namespace);
        Transformers.AddSuffix(objects, kustomization.NameSuffix);
        Transformers.SetLabels(objects, kustomization.Labels);
        Transformers.SetImages(objects, kustomization.Images);
    }

    private static IEnumerable<JsonObject> Resources(string folder, string resource)
    {
        var path = Path.GetFullPath(Path.Combine(folder, resource));
        if (Directory.Exists(path))
            return Collect(path);

        return File.Exists(path)
            ? YamlReader.ReadAll(File.ReadAllText(path), path)
            : throw new ManifestException($"{folder}/kustomization.yaml names {resource}, which does not exist");
    }

    private static void Patch(Kustomization kustomization, JsonObject patch, List<JsonObject> objects)
    {
        var path = patch["path"]?.GetValue<string>();
        var where = path is null ? $"{kustomization.Folder}/kustomization.yaml" : Path.Combine(kustomization.Folder, path);
        var text = path is null ? patch["patch"]!.GetValue<string>() : File.ReadAllText(where);
        if (patch["target"] is JsonObject target)
        {
            // A list is wrapped, because a document is read as an object.
            var operations = YamlReader.ReadAll($"operations:\n{text}", where).Single()["operations"]!.AsArray();
            foreach (var item in Chosen(objects, target["kind"]?.GetValue<string>(), target["name"]?.GetValue<string>(), where))
            {
                JsonPatch.Apply(item, operations, where);
            }

            return;
        }

        foreach (var change in YamlReader.ReadAll(text, where))
        {
            var item = Chosen(objects, change.Kind(), change.Name(), where).Single();
            if (StrategicMerge.Deletes(change))
                objects.Remove(item);
            else
                StrategicMerge.Apply(item, change);
        }
    }

    private static JsonObject[] Chosen(List<JsonObject> objects, string? kind, string? name, string where)
    {
        JsonObject[] chosen =
        [
            .. objects.Where(item => (kind is null || item.Kind().Same(kind))
                && (name is null || item.Name().Same(name))),
        ];
        return chosen is [] ? throw new ManifestException($"{where}: no {kind} {name} to patch") : chosen;
    }
}
