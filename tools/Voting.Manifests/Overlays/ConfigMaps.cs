using System.Text.Json.Nodes;

namespace Voting.Manifests.Overlays;

/// <summary>The configMapGenerator: literals and files, new or merged into one of a layer below.</summary>
internal static class ConfigMaps
{
    public static void Generate(Kustomization kustomization, List<JsonObject> objects)
    {
        foreach (var generator in kustomization.ConfigMaps)
        {
            var name = generator["name"]!.GetValue<string>();
            var data = Data(kustomization.Folder, generator);
            if (generator["behavior"]?.GetValue<string>() is "merge")
                Merge(objects, name, data, kustomization.Folder);
            else
                objects.Add(new() { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = new JsonObject { ["name"] = name }, ["data"] = data });
        }
    }

    private static JsonObject Data(string folder, JsonObject generator)
    {
        var data = new JsonObject();
        foreach (var literal in generator["literals"] as JsonArray ?? [])
        {
            var pair = literal!.GetValue<string>().Split('=', 2);
            data[pair[0]] = pair[1];
        }

        foreach (var file in generator["files"] as JsonArray ?? [])
        {
            data[file!.GetValue<string>()] = File.ReadAllText(Path.Combine(folder, file.GetValue<string>()));
        }

        return data;
    }

    private static void Merge(List<JsonObject> objects, string name, JsonObject data, string folder)
    {
        var known = objects.Find(item => item.Kind() is "ConfigMap" && item.Name().Same(name))
            ?? throw new ManifestException($"{folder}: no ConfigMap {name} to merge into");
        StrategicMerge.Apply(known["data"]!.AsObject(), data);
    }
}
