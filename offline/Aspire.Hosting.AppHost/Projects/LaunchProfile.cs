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

/// <summary>What a project's launchSettings.json says about running it.</summary>
internal sealed record LaunchProfile(string Name, IReadOnlyList<Uri> Addresses, IReadOnlyDictionary<string, string> Environment)
{
    public static LaunchProfile? Of(ProjectResource project, IConfiguration configuration)
    {
        var folder = Path.GetDirectoryName(project.ProjectPath())!;
        var file = Path.Combine(folder, "Properties", "launchSettings.json");
        if (!File.Exists(file))
            return null;

        var profiles = JsonNode.Parse(File.ReadAllText(file), documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })?["profiles"]?.AsObject() ?? [];
        var preferred = configuration["AppHost:DefaultLaunchProfileName"] ?? configuration["DOTNET_LAUNCH_PROFILE"];
        var runnable = profiles.Where(p => (string?)p.Value?["commandName"] == "Project").ToList();
        var chosen = runnable.Find(p => p.Key == preferred) is { Value: not null } same ? same : runnable.FirstOrDefault();
        var addresses = ((string?)chosen.Value?["applicationUrl"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(url => new Uri(url));
        return chosen.Value is { } profile
            ? new(chosen.Key, [.. addresses], profile["environmentVariables"]?.AsObject().ToDictionary(v => v.Key, v => (string?)v.Value ?? "", StringComparer.Ordinal) ?? [])
            : null;
    }
}
