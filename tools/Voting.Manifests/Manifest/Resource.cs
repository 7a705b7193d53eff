using System.Text.Json.Nodes;

namespace Voting.Manifests.Manifest;

internal sealed record Binding(string Name, string Scheme, int? Port, int TargetPort, bool External);

internal sealed record Volume(string Name, string Target);

/// <summary>One entry of the manifest, references unresolved.</summary>
internal sealed record Resource(string Name, string Type, JsonObject Node)
{
    // What .NET's container images listen on when a project says nothing else.
    private const int DefaultHttpPort = 8080;

    public bool IsProject => Type is "project.v0" or "project.v1";

    public bool Runs => IsProject || Type is "container.v0" or "container.v1";

    /// <summary>A project that serves nothing does its work and ends: the migrations.</summary>
    public bool RunsOnce => IsProject && Bindings.Count == 0;

    public bool IsSecret => Node["inputs"]?["value"]?["secret"]?.GetValue<bool>() == true;

    public string? Text(string property) => Node[property]?.GetValue<string>();

    public IReadOnlyList<string> Args { get; private init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; private init; } = [];

    public IReadOnlyList<Binding> Bindings { get; private init; } = [];

    public IReadOnlyList<Volume> Volumes { get; private init; } = [];

    public static Resource From(string name, JsonObject node) => new(name, node["type"]?.GetValue<string>() ?? "", node)
    {
        Args = [.. (node["args"] as JsonArray ?? []).Select(arg => arg!.GetValue<string>())],
        Environment = [.. (node["env"] as JsonObject ?? []).Select(entry => KeyValuePair.Create(entry.Key, entry.Value!.GetValue<string>()))],
        Bindings = [.. (node["bindings"] as JsonObject ?? []).Select(entry => ReadBinding(name, entry.Key, entry.Value!))],
        Volumes = [.. (node["volumes"] as JsonArray ?? []).Select(volume => new Volume(volume!["name"]!.GetValue<string>(), volume["target"]!.GetValue<string>()))],
    };

    private static Binding ReadBinding(string resource, string name, JsonNode node)
    {
        var scheme = node["scheme"]!.GetValue<string>();
        if (scheme is "https")
        {
            throw new ManifestException($"{resource}.bindings.{name}: https inside the cluster has no certificate; publish http endpoints only");
        }

        var target = node["targetPort"]?.GetValue<int>() ?? (scheme is "http" ? DefaultHttpPort : 0);
        return target > 0
            ? new(name, scheme, node["port"]?.GetValue<int>(), target, node["external"]?.GetValue<bool>() == true)
            : throw new ManifestException($"{resource}.bindings.{name} has no targetPort");
    }
}
