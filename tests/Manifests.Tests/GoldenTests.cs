using Voting.Manifests.Compose;
using Voting.Manifests.Manifest;
using Voting.Manifests.Overlays;
using Voting.Manifests.Templates;

namespace Manifests.Tests;

/// <summary>What is committed is what the generator makes today.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Overlays => Repository.Overlays;

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

    [Theory]
    [MemberData(nameof(Overlays))]
    public void An_overlay_is_rendered_from_its_sources(string overlay)
        => Assert.Equal(YamlWriter.Write(OverlayBuilder.Build(Repository.Tree.Overlay(overlay))), File.ReadAllText(Repository.Tree.Rendered(overlay)));

    [Fact]
    public void The_compose_file_is_rendered_from_the_committed_manifest()
        => Assert.Equal(ComposeFile.Render(Repository.Model, new ImageNames()), File.ReadAllText(Repository.Tree.ComposePath));

    [Fact]
    public void The_table_of_dependencies_is_rendered_from_the_committed_manifest()
        => Assert.Equal(DependencyTable.Render(Repository.Model), File.ReadAllText(Repository.Tree.DependenciesPath));

    [Fact]
    public void Rendering_twice_gives_the_same_bytes()
        => Assert.Equal(Repository.Base(Repository.Model), Repository.Base(Repository.Model));

    [Fact]
    public void Every_kind_of_cluster_has_its_overlay()
        => Assert.Equal(["canary", "dev", "hosts", "loadbalancer", "monitoring", "nodeport", "production"], Repository.Tree.Overlays);
}
