namespace Voting.Manifests.Templates;

/// <summary>Where images come from, until an overlay says otherwise.</summary>
/// <param name="Registry">Container registry of the projects' images.</param>
/// <param name="Tag">Version of the projects' images.</param>
internal sealed record ImageNames(string Registry = "registry.example.com", string Tag = "1.0.0")
{
    /// <summary>As Compose reads them: from its environment, and these where that says nothing.</summary>
    public static ImageNames OfEnvironment { get; } = new("${VOTING_REGISTRY:-registry.example.com}", "${VOTING_TAG:-1.0.0}");

    /// <summary>The image of a project: the same rule as <c>ContainerRepository</c> in Directory.Build.targets.</summary>
    public string OfProject(string path)
    {
        var project = Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));
        return $"{Registry}/{project.Replace('.', '/').ToLowerInvariant()}:{Tag}";
    }
}
