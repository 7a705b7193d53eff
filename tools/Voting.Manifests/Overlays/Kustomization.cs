using System.Text.Json.Nodes;

namespace Voting.Manifests.Overlays;

/// <summary>One kustomization.yaml. A field that this subset of kustomize does not know is refused, not ignored.</summary>
internal sealed class Kustomization
{
    private static readonly string[] _known =
        ["apiVersion", "kind", "namespace", "nameSuffix", "resources", "components", "patches", "labels", "images", "generatorOptions", "configMapGenerator"];

    private readonly JsonObject _fields;

    private Kustomization(string folder, JsonObject fields)
    {
        Folder = folder;
        _fields = fields;
    }

    public string Folder { get; }

    public string? Namespace => _fields["namespace"]?.GetValue<string>();

    public string NameSuffix => _fields["nameSuffix"]?.GetValue<string>() ?? "";

    public IEnumerable<string> Resources => Texts("resources");

    public IEnumerable<string> Components => Texts("components");

    public IEnumerable<JsonObject> Patches => Objects("patches");

    public IEnumerable<JsonObject> Labels => Objects("labels");

    public IEnumerable<JsonObject> Images => Objects("images");

    public IEnumerable<JsonObject> ConfigMaps => Objects("configMapGenerator");

    public static Kustomization Read(string folder)
    {
        var path = Path.Combine(folder, "kustomization.yaml");
        if (!File.Exists(path))
            throw new ManifestException($"{folder} has no kustomization.yaml");

        var fields = YamlReader.ReadAll(File.ReadAllText(path), path).Single();
        var unknown = fields.Select(field => field.Key).Except(_known, StringComparer.Ordinal).FirstOrDefault();
        if (unknown is not null)
            throw new ManifestException($"{path}: '{unknown}' is outside the subset of kustomize that this tool renders");
        if (fields["configMapGenerator"] is not null && fields["generatorOptions"]?["disableNameSuffixHash"]?.GetValue<bool>() != true)
            throw new ManifestException($"{path}: generated ConfigMaps keep their documented names; set generatorOptions.disableNameSuffixHash");

        return new(folder, fields);
    }

    private IEnumerable<string> Texts(string field) => (_fields[field] as JsonArray ?? []).Select(item => item!.GetValue<string>());

    private IEnumerable<JsonObject> Objects(string field) => (_fields[field] as JsonArray ?? []).OfType<JsonObject>();
}
