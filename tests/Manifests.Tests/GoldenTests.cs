using System.Text.Json.Nodes;
using Voting.Manifests.Compose;
using Voting.Manifests.Manifest;
using Voting.Manifests.Overlays;
using Voting.Manifests.Templates;

namespace Manifests.Tests;

/// <summary>What is committed is what the generator makes today.</summary>
public sealed class GoldenTests
{
    // Project paths are relative to the manifest, so it is written beside the folder of the committed one.
    [Fact]
    public void The_committed_manifest_is_what_the_AppHost_writes()
    {
        var root = Path.GetDirectoryName(Repository.Tree.Deploy)!;
        var folder = Directory.CreateDirectory(Path.Combine(root, "artifacts")).FullName;
        var path = Path.Combine(folder, $"manifest-{Environment.ProcessId}.json");
        var build = AppContext.BaseDirectory.TrimEnd('/').Split('/')[^2..];

        Tool.Run("dotnet", "it runs this test too", [Path.Combine([root, "AppHost", "bin", .. build, "AppHost.dll"]), "--publisher", "manifest", "--output-path", path], Path.Combine(root, "AppHost"));

        var written = File.ReadAllText(path);
        File.Delete(path);
        Assert.Equal(written, File.ReadAllText(Repository.Tree.ManifestPath));
    }

    [Fact]
    public void The_base_is_rendered_from_the_committed_manifest()
    {
        var rendered = Repository.Base(Repository.Model);
        var committed = Directory.EnumerateFiles(Repository.Tree.Base, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Tree.Base, path).Replace('\\', '/'));

        Assert.Equal(rendered.Keys.Order(StringComparer.Ordinal), committed.Order(StringComparer.Ordinal));
        foreach (var (path, content) in rendered)
        {
            Assert.Equal(content, File.ReadAllText(Path.Combine(Repository.Tree.Base, path)));
        }
    }

    // Object by object: another version of kubectl may write the same objects in other words.
    [Fact]
    public void The_flat_production_is_rendered_from_its_sources()
    {
        var committed = Yaml.ReadAll(File.ReadAllText(Repository.Tree.RenderedPath), Repository.Tree.RenderedPath).ToDictionary(Id, StringComparer.Ordinal);
        var rendered = Repository.Rendered(DeployTree.Golden).Objects.ToDictionary(Id, StringComparer.Ordinal);

        Assert.Equal(rendered.Keys.Order(StringComparer.Ordinal), committed.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(rendered.Where(entry => !JsonNode.DeepEquals(entry.Value, committed[entry.Key])).Select(entry => entry.Key));
    }

    [Fact]
    public void Without_kubectl_one_line_says_how_to_get_it()
    {
        var error = Assert.Throws<ManifestException>(() => Kustomize.Build(Repository.Tree.Overlay(DeployTree.Golden), "kubectl-that-is-not-here"));

        Assert.Equal("kubectl-that-is-not-here is missing; kubectl 1.30 or later renders the overlays: https://kubernetes.io/docs/tasks/tools/", error.Message);
    }

    [Fact]
    public void What_kubectl_refuses_is_named_with_its_reason()
        => Assert.Contains("kustomization", Assert.Throws<ManifestException>(() => Kustomize.Build(Path.Combine(Repository.Tree.Deploy, "rendered"))).Message, StringComparison.Ordinal);

    [Fact]
    public void The_compose_file_is_rendered_from_the_committed_manifest()
        => Assert.Equal(ComposeFile.Render(Repository.Model, ImageNames.OfEnvironment), File.ReadAllText(Repository.Tree.ComposePath));

    [Fact]
    public void The_table_of_dependencies_is_rendered_from_the_committed_manifest()
        => Assert.Equal(DependencyTable.Render(Repository.Model), File.ReadAllText(Repository.Tree.DependenciesPath));

    [Fact]
    public void Rendering_twice_gives_the_same_bytes()
        => Assert.Equal(Repository.Base(Repository.Model), Repository.Base(Repository.Model));

    [Fact]
    public void Every_kind_of_cluster_has_its_overlay()
        => Assert.Equal(["canary", "dev", "hosts", "ingress-nginx", "k3s", "loadbalancer", "monitoring", "nodeport", "production", "site"], Repository.Tree.Overlays);

    [Fact]
    public void Every_component_is_part_of_an_overlay()
        => Assert.Equal(
            Directory.GetDirectories(Path.Combine(Repository.Tree.Deploy, "components")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal),
            Repository.Tree.Overlays.Select(overlay => Path.Combine(Repository.Tree.Overlay(overlay), "kustomization.yaml"))
                .SelectMany(path => Yaml.ReadAll(File.ReadAllText(path), path).Single()["components"] as JsonArray ?? []).Select(component => Path.GetFileName(component!.ToString())).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static string Id(JsonObject item) => $"{item.Kind()}/{item.Name()}";
}
