using System.Text.Json.Nodes;

namespace Voting.Manifests.Manifest;

/// <summary>What Aspire writes with <c>--publisher manifest</c>: every resource of the model, in its order.</summary>
internal sealed class AspireManifest
{
    private static readonly string[] _values = ["parameter.v0", "value.v0", "annotated.string"];

    private readonly Dictionary<string, Resource> _resources;

    private AspireManifest(IEnumerable<Resource> resources)
    {
        Resources = [.. resources];
        _resources = Resources.ToDictionary(resource => resource.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<Resource> Resources { get; }

    /// <summary>The resources that run: projects and containers.</summary>
    public IEnumerable<Resource> Workloads => Resources.Where(resource => resource.Runs);

    public Resource? Find(string name) => _resources.GetValueOrDefault(name);

    public static AspireManifest Read(string path)
        => File.Exists(path)
            ? Parse(File.ReadAllText(path))
            : throw new ManifestException($"no manifest at {path}; write it with: dotnet run --project AppHost -- --publisher manifest --output-path {path}");

    public static AspireManifest Parse(string json)
    {
        if (JsonNode.Parse(json)?["resources"] is not JsonObject resources)
        {
            throw new ManifestException("the manifest has no resources");
        }

        var manifest = new AspireManifest(resources.Select(entry => Resource.From(entry.Key, entry.Value!.AsObject())));
        foreach (var resource in manifest.Resources.Where(resource => !resource.Runs && !_values.Contains(resource.Type, StringComparer.Ordinal)))
        {
            throw new ManifestException($"resource '{resource.Name}' has the type '{resource.Type}', which this generator does not deploy");
        }

        return manifest;
    }
}
