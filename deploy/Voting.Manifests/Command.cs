using Voting.Manifests.Manifest;
using Voting.Manifests.Overlays;
using Voting.Manifests.Policy;
using Voting.Manifests.Templates;

namespace Voting.Manifests;

internal static class Command
{
    public static int Run(string[] args)
    {
        try
        {
            var tree = DeployTree.Find(args is [var folder] ? folder : Directory.GetCurrentDirectory());
            var manifest = AspireManifest.Read(tree.ManifestPath);
            tree.WriteBase(new BaseLayout(tree.TemplateFolder, new ImageNames(), DeployTree.Namespace).Render(manifest));
            return tree.Overlays.Sum(overlay => Render(tree, manifest, overlay)) > 0 ? 1 : 0;
        }
        catch (ManifestException e)
        {
            Console.Error.WriteLine($"manifests: {e.Message}");
            return 1;
        }
    }

    // What breaks a rule is written too: it is easier to read beside its finding.
    private static int Render(DeployTree tree, AspireManifest manifest, string overlay)
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
}
