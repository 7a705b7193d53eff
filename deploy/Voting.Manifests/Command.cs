using Voting.Manifests.Manifest;
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
            return 0;
        }
        catch (ManifestException e)
        {
            Console.Error.WriteLine($"manifests: {e.Message}");
            return 1;
        }
    }
}
