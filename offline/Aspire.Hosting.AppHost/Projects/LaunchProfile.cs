using System.Text.Json.Nodes;

namespace Aspire.Hosting.Projects;

/// <summary>What a project's launchSettings.json says about running it.</summary>
internal sealed record LaunchProfile(string Name, IReadOnlyList<Uri> Addresses, IReadOnlyDictionary<string, string> Environment)
{
    public static LaunchProfile? Of(ProjectResource project, IConfiguration configuration)
    {
        var folder = Path.GetDirectoryName(project.ProjectPath())!;
        var file = Path.Combine(folder, "Properties", "launchSettings.json");
        if (!File.Exists(file))
            return null;

        var profiles = JsonNode.Parse(File.ReadAllText(file), documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip, AllowTrailingCommas = true })?["profiles"]?.AsObject() ?? [];
        var preferred = configuration["AppHost:DefaultLaunchProfileName"] ?? configuration["DOTNET_LAUNCH_PROFILE"];
        var runnable = profiles.Where(p => (string?)p.Value?["commandName"] == "Project").ToList();
        var chosen = runnable.Find(p => p.Key == preferred) is { Value: not null } same ? same : runnable.FirstOrDefault();
        return chosen.Value is { } profile
            ? new(chosen.Key, Urls(profile), profile["environmentVariables"]?.AsObject().ToDictionary(v => v.Key, v => (string?)v.Value ?? "", StringComparer.Ordinal) ?? [])
            : null;
    }

    private static Uri[] Urls(JsonNode profile)
        => [.. ((string?)profile["applicationUrl"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(url => new Uri(url))];
}
