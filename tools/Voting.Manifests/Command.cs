using System.Text.Json.Nodes;
using Voting.Manifests.Compose;
using Voting.Manifests.Manifest;
using Voting.Manifests.Overlays;
using Voting.Manifests.Policy;
using Voting.Manifests.Templates;

namespace Voting.Manifests;

/// <summary>What this program can be asked: render everything, or one of the two small questions of scripts/manifests.sh.</summary>
internal static class Command
{
    public static int Run(string[] args)
    {
        try
        {
            var tree = DeployTree.Find(Directory.GetCurrentDirectory());
            return args switch
            {
                [] => RenderAll(tree),
                ["parameters"] => Parameters(tree),
                ["same", var overlay] => Compare(tree, overlay, Console.In.ReadToEnd()),
                _ => throw new ManifestException("usage: Voting.Manifests [parameters | same OVERLAY]"),
            };
        }
        catch (ManifestException e)
        {
            Console.Error.WriteLine($"manifests: {e.Message}");
            return 1;
        }
    }

    private static int RenderAll(DeployTree tree)
    {
        var manifest = AspireManifest.Read(tree.ManifestPath);
        tree.WriteBase(new BaseLayout(tree.TemplateFolder, new ImageNames(), DeployTree.Namespace).Render(manifest));
        DeployTree.Write(tree.DependenciesPath, DependencyTable.Render(manifest));
        DeployTree.Write(tree.ComposePath, ComposeFile.Render(manifest, new ImageNames()));
        return tree.Overlays.Sum(overlay => RenderOverlay(tree, manifest, overlay)) > 0 ? 1 : 0;
    }

    // What breaks a rule is written too: it is easier to read beside its finding.
    private static int RenderOverlay(DeployTree tree, AspireManifest manifest, string overlay)
    {
        var objects = OverlayBuilder.Build(tree.Overlay(overlay));
        DeployTree.Write(tree.Rendered(overlay), YamlWriter.Write(objects));
        var findings = PolicyBook.Check(new(objects, manifest, tree.Secrets()));
        foreach (var finding in findings)
        {
            Console.Error.WriteLine($"{overlay}: {finding}");
        }

        return findings.Count;
    }

    // Aspirate would invent a password for a parameter without a value.
    private static int Parameters(DeployTree tree)
    {
        foreach (var parameter in AspireManifest.Read(tree.ManifestPath).Resources.Where(resource => resource.IsSecret))
        {
            Console.WriteLine($"{parameter.Name}={SecretName.Placeholder(parameter.Name)}");
        }

        return 0;
    }

    private static int Compare(DeployTree tree, string overlay, string theirs)
    {
        var expected = YamlReader.ReadAll(theirs, "kustomize").ToDictionary(item => (item.Kind(), item.Name()));
        var ours = YamlReader.ReadAll(File.ReadAllText(tree.Rendered(overlay)), overlay).ToDictionary(item => (item.Kind(), item.Name()));
        var different = expected.Keys.Union(ours.Keys).Where(key => !JsonNode.DeepEquals(expected.GetValueOrDefault(key), ours.GetValueOrDefault(key))).ToArray();
        foreach (var (kind, name) in different)
        {
            Console.Error.WriteLine($"{overlay}: {kind} {name} differs");
        }

        Console.WriteLine($"{overlay}: {expected.Count} objects, {different.Length} differ");
        return different.Length > 0 ? 1 : 0;
    }
}
