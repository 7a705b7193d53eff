using Voting.Manifests.Manifest;
using Voting.Manifests.Overlays;
using Voting.Manifests.Policy;
using Voting.Manifests.Templates;

namespace Manifests.Tests;

/// <summary>The repository that these tests judge.</summary>
internal static class Repository
{
    public static DeployTree Tree { get; } = DeployTree.Find(AppContext.BaseDirectory);

    public static AspireManifest Model { get; } = AspireManifest.Read(Tree.ManifestPath);

    public static SortedDictionary<string, string> Base(AspireManifest model) => new BaseLayout(Tree.TemplateFolder, new ImageNames(), DeployTree.Namespace).Render(model);

    /// <summary>The committed flat form of an overlay, read afresh so that a test may change it.</summary>
    public static RenderedCluster Rendered(string overlay)
        => new(YamlReader.ReadAll(File.ReadAllText(Tree.Rendered(overlay)), Tree.Rendered(overlay)), Model, Tree.Secrets());

    public static TheoryData<string> Overlays => [.. Tree.Overlays];
}
