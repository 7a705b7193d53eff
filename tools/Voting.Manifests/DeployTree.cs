using System.Text.Json.Nodes;
using Voting.Manifests.Overlays;

namespace Voting.Manifests;

/// <summary>Where things lie in the repository.</summary>
internal sealed class DeployTree(string root)
{
    public const string Namespace = "voting";

    /// <summary>The overlay whose flat form is committed.</summary>
    public const string Golden = "production";

    public string Deploy { get; } = Path.Combine(root, "deploy");

    public string ManifestPath => Path.Combine(Deploy, "manifest.json");

    public string TemplateFolder => Path.Combine(root, "AppHost", "k8s-templates");

    public string Base => Path.Combine(Deploy, "base");

    /// <summary>The overlays by name.</summary>
    public IEnumerable<string> Overlays => Directory.GetDirectories(Path.Combine(Deploy, "overlays")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public string DependenciesPath => Path.Combine(Deploy, "dependencies.md");

    public string ComposePath => Path.Combine(Deploy, "compose.yaml");

    public string Overlay(string name) => Path.Combine(Deploy, "overlays", name);

    public string RenderedPath => Path.Combine(Deploy, "rendered", $"{Golden}.yaml");

    /// <summary>What an operator makes beside the overlays: Secrets, without their values, and Gateways.</summary>
    public IReadOnlyList<JsonObject> Provided()
        => [.. ((string[])["secrets.example.yaml", "gateway.example.yaml"]).Select(name => Path.Combine(Deploy, name)).SelectMany(path => Yaml.ReadAll(File.ReadAllText(path), path))];

    /// <summary>The repository that <paramref name="start"/> lies in.</summary>
    public static DeployTree Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Voting.sln")))
            {
                return new(folder.FullName);
            }
        }

        throw new ManifestException($"{start} lies in no Voting repository");
    }

    /// <summary>Replaces the base; a workload that left the model leaves its folder too.</summary>
    public void WriteBase(IReadOnlyDictionary<string, string> files)
    {
        if (Directory.Exists(Base))
        {
            Directory.Delete(Base, recursive: true);
        }

        foreach (var (path, content) in files)
        {
            Write(Path.Combine(Base, path), content);
        }
    }

    public static void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
