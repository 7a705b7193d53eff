using System.Text.Json.Nodes;
using Voting.Manifests.Manifest;

namespace Manifests.Tests;

/// <summary>Small models for one question each, and the real one with a change.</summary>
internal static class Models
{
    public static AspireManifest Of(string resources) => AspireManifest.Parse($$"""{ "resources": {{resources}} }""");

    public static AspireManifest RealWith(string name, string resource)
    {
        var manifest = JsonNode.Parse(File.ReadAllText(Repository.Tree.ManifestPath))!;
        manifest["resources"]![name] = JsonNode.Parse(resource);
        return AspireManifest.Parse(manifest.ToJsonString());
    }

    public static string Resolve(AspireManifest model, string text) => new ReferenceResolver(model).Resolve(text, "test");
}
