using System.Collections.Concurrent;
using Voting.Manifests.Manifest;
using Voting.Manifests.Overlays;
using Voting.Manifests.Policy;
using Voting.Manifests.Templates;

namespace Manifests.Tests;

/// <summary>The repository that these tests judge.</summary>
internal static class Repository
{
    private static readonly ConcurrentDictionary<string, Lazy<string>> _flat = new(StringComparer.Ordinal);

    public static DeployTree Tree { get; } = DeployTree.Find(AppContext.BaseDirectory);

    public static AspireManifest Model { get; } = AspireManifest.Read(Tree.ManifestPath);

    public static SortedDictionary<string, string> Base(AspireManifest model) => new BaseLayout(Tree.TemplateFolder, new ImageNames(), DeployTree.Namespace).Render(model);

    /// <summary>The flat form of an overlay as kubectl renders it today.</summary>
    public static string Flat(string overlay) => _flat.GetOrAdd(overlay, name => new(() => Kustomize.Build(Tree.Overlay(name)))).Value;

    /// <summary>An overlay beside its model, read afresh so that a test may change it.</summary>
    public static RenderedCluster Rendered(string overlay) => new(Yaml.ReadAll(Flat(overlay), overlay), Model, Tree.Provided());

    public static TheoryData<string> Overlays => [.. Tree.Overlays];
}
