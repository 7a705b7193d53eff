namespace Aspire.Hosting.Projects;

/// <summary>Where a project and its build output lie.</summary>
internal static class ProjectFiles
{
    public static string ProjectPath(this ProjectResource project)
        => project.TryGetLastAnnotation<IProjectMetadata>(out var metadata)
            ? metadata.ProjectPath
            : throw new DistributedApplicationException($"The project resource '{project.Name}' has no project metadata.");

    /// <summary>The program that the project was built to, in the AppHost's own configuration.</summary>
    public static string OutputPath(this ProjectResource project, Assembly? appHost)
    {
        var path = project.ProjectPath();
        var configuration = appHost?.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug";
        DirectoryInfo folder = new(Path.Combine(Path.GetDirectoryName(path)!, "bin", configuration));
        var program = $"{Path.GetFileNameWithoutExtension(path)}.dll";
        var built = folder.Exists
            ? folder.EnumerateDirectories().Select(framework => Path.Combine(framework.FullName, program)).Where(File.Exists)
            : [];
        return built.MaxBy(File.GetLastWriteTimeUtc) ?? throw new DistributedApplicationException(
            $"The project '{path}' has no build output '{program}' under '{folder}'. Build it first: dotnet build {path}");
    }
}

/// <summary>What a project's launchSettings.json says about running it.</summary>
internal sealed record LaunchProfile(string Name, IReadOnlyList<Uri> Addresses, IReadOnlyDictionary<string, string> Environment)
{
    private static readonly JsonSerializerOptions _lenient = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public static LaunchProfile? Of(ProjectResource project, IConfiguration configuration)
    {
        var file = Path.Combine(Path.GetDirectoryName(project.ProjectPath())!, "Properties", "launchSettings.json");
        if (!File.Exists(file))
            return null;

        var profiles = JsonSerializer.Deserialize<Settings>(File.ReadAllText(file), _lenient)?.Profiles ?? [];
        var preferred = configuration["AppHost:DefaultLaunchProfileName"] ?? configuration["DOTNET_LAUNCH_PROFILE"];
        var runnable = profiles.Where(p => p.Value.CommandName == "Project").ToList();
        return runnable.OrderByDescending(p => p.Key == preferred).Select(p => Create(p.Key, p.Value)).FirstOrDefault();
    }

    private static LaunchProfile Create(string name, Profile profile)
    {
        var addresses = profile.ApplicationUrl?.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(url => new Uri(url)) ?? [];
        return new(name, [.. addresses], profile.EnvironmentVariables ?? []);
    }

    private sealed record Settings(Dictionary<string, Profile>? Profiles);

    private sealed record Profile(string? CommandName, string? ApplicationUrl, Dictionary<string, string>? EnvironmentVariables);
}
