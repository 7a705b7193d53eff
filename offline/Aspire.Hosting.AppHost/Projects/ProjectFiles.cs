namespace Aspire.Hosting.Projects;

/// <summary>Where a project and its build output lie.</summary>
internal static class ProjectFiles
{
    public static string ProjectPath(this ProjectResource project)
        => project.Annotations.OfType<IProjectMetadata>().FirstOrDefault()?.ProjectPath
        ?? throw new DistributedApplicationException($"The project resource '{project.Name}' has no project metadata.");

    /// <summary>The program that the project was built to, in the AppHost's own configuration.</summary>
    public static string OutputPath(this ProjectResource project, Assembly? appHost)
    {
        var path = project.ProjectPath();
        var configuration = appHost?.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration is { Length: > 0 } known ? known : "Debug";
        var folder = Path.Combine(Path.GetDirectoryName(path)!, "bin", configuration);
        var program = $"{Path.GetFileNameWithoutExtension(path)}.dll";
        return Directory.Exists(folder) && Directory.EnumerateDirectories(folder).Select(framework => Path.Combine(framework, program)).Where(File.Exists).MaxBy(File.GetLastWriteTimeUtc) is { } built
            ? built
            : throw new DistributedApplicationException($"The project '{path}' has no build output '{program}' under '{folder}'. Build it first: dotnet build {path}");
    }
}
