namespace Voting.Manifests.Templates;

/// <summary>What a template may use: the names are Aspirate's, so that the same templates serve both tools.</summary>
internal sealed record TemplateData
{
    public string? Name { get; init; }

    public string? Namespace { get; init; }

    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyList<TemplateVolume> Volumes { get; init; } = [];

    public IReadOnlyList<TemplatePort> Ports { get; init; } = [];

    public IReadOnlyList<string> Manifests { get; init; } = [];

    public IReadOnlyList<string> Args { get; init; } = [];

    public string? ContainerImage { get; init; }

    public string? Entrypoint { get; init; }

    public string ImagePullPolicy { get; init; } = "IfNotPresent";

    public string ServiceType { get; init; } = "ClusterIP";

    public bool? IsProject { get; init; }

    public bool WithPrivateRegistry { get; init; }

    public bool WithNamespace => Namespace is not null;

    public bool HasPorts => Ports.Count > 0;

    public bool HasVolumes => Volumes.Count > 0;

    public bool HasArgs => Args.Count > 0;

    public bool HasAnyEnv => Env.Count > 0;
}

internal sealed record TemplatePort(string Name, int InternalPort, int ExternalPort);

internal sealed record TemplateVolume(string Name, string Target);
