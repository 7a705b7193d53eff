using System.Text.Json.Nodes;
using Voting.Manifests.Compose;
using Voting.Manifests.Manifest;
using Voting.Manifests.Overlays;
using Voting.Manifests.Policy;
using Voting.Manifests.Templates;

namespace Voting.Manifests;

/// <summary>What this program can be asked: render everything, or the parameters that scripts/manifests.sh hands to Aspirate.</summary>
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
                _ => throw new ManifestException("usage: Voting.Manifests [parameters]"),
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
        DeployTree.Write(tree.ComposePath, ComposeFile.Render(manifest, ImageNames.OfEnvironment));
        return tree.Overlays.Sum(overlay => RenderOverlay(tree, manifest, overlay)) > 0 ? 1 : 0;
    }

    // The one that is committed is written also when it breaks a rule: the finding is easier to read beside it.
    private static int RenderOverlay(DeployTree tree, AspireManifest manifest, string overlay)
    {
        var rendered = Kustomize.Build(tree.Overlay(overlay));
        var objects = Yaml.ReadAll(rendered, overlay);
        if (overlay is DeployTree.Golden && !Holds(tree.RenderedPath, objects))
        {
            DeployTree.Write(tree.RenderedPath, rendered);
        }

        var findings = PolicyBook.Check(new(objects, manifest, tree.Provided()));
        foreach (var finding in findings)
        {
            Console.Error.WriteLine($"{overlay}: {finding}");
        }

        return findings.Count;
    }

    // Another version of kubectl may write the same objects in other words, which is no change.
    private static bool Holds(string path, JsonObject[] objects)
        => File.Exists(path) && Yaml.ReadAll(File.ReadAllText(path), path) is var known && known.Length == objects.Length && known.Zip(objects).All(pair => JsonNode.DeepEquals(pair.First, pair.Second));

    // Aspirate would invent a password for a parameter without a value.
    private static int Parameters(DeployTree tree)
    {
        foreach (var parameter in AspireManifest.Read(tree.ManifestPath).Resources.Where(resource => resource.IsSecret))
        {
            Console.WriteLine($"{parameter.Name}={SecretName.Placeholder(parameter.Name)}");
        }

        return 0;
    }
}
