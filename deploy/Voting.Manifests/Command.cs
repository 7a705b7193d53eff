using Voting.Manifests.Manifest;
using Voting.Manifests.Overlays;
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
            foreach (var overlay in tree.Overlays)
            {
                DeployTree.Write(tree.Rendered(overlay), YamlWriter.Write(OverlayBuilder.Build(tree.Overlay(overlay))));
            }

            return 0;
        }
        catch (ManifestException e)
        {
            Console.Error.WriteLine($"manifests: {e.Message}");
            return 1;
        }
    }
}
