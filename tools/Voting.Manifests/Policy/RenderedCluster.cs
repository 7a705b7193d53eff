using System.Text.Json.Nodes;
using Voting.Manifests.Manifest;
using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>What is wrong, and with which object.</summary>
internal readonly record struct Finding(string Where, string Message)
{
    public override string ToString() => $"{Where}: {Message}";
}

/// <summary>An object that makes pods.</summary>
internal sealed record Workload(JsonObject Object)
{
    private const string CanarySuffix = "-canary";

    public string Kind { get; } = Object.Kind();

    public string Name { get; } = Object.Name();

    public JsonObject Pod { get; } = Object.Pod()!;

    public IReadOnlyList<JsonObject> Containers { get; } = [.. Object.Containers()];

    public IReadOnlyDictionary<string, string> Labels { get; } = (Object["spec"]!["template"]!["metadata"]?["labels"]).Map();

    /// <summary>Whether it is another version of a service, beside the one that everybody gets.</summary>
    public bool IsCanary => Labels.GetValueOrDefault("track") is "canary";

    /// <summary>The service of the model that it runs.</summary>
    public string Service => IsCanary && Name.EndsWith(CanarySuffix, StringComparison.Ordinal) ? Name[..^CanarySuffix.Length] : Name;

    public bool Is(string kind) => Kind.Same(kind);

    public override string ToString() => $"{Kind} {Name}";
}

/// <summary>A rendered overlay beside the model that it was made from.</summary>
/// <param name="objects">Every object of the overlay.</param>
/// <param name="model">The Aspire manifest.</param>
/// <param name="provided">What an operator makes beside it: Secrets without values, Gateways.</param>
internal sealed class RenderedCluster(IReadOnlyList<JsonObject> objects, AspireManifest model, IReadOnlyList<JsonObject> provided)
{
    public IReadOnlyList<JsonObject> Objects => objects;

    public AspireManifest Model => model;

    public IReadOnlyList<Edge> Edges { get; } = ModelEdges.Of(model);

    /// <summary>The keys of the Secrets that an operator makes, by the Secret's name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Secrets { get; } = provided.Where(item => item.Kind() is "Secret")
        .ToDictionary(secret => secret.Name(), IReadOnlyList<string> (secret) => [.. secret["stringData"].Map().Keys], StringComparer.Ordinal);

    public IEnumerable<JsonObject> Gateways => provided.Where(item => item.Kind() is "Gateway");

    public IReadOnlyList<Workload> Workloads { get; } = [.. objects.Where(item => item.Pod() is not null).Select(item => new Workload(item))];

    public IEnumerable<JsonObject> Of(string kind) => objects.Where(item => item.Kind().Same(kind));

    public JsonObject? Find(string kind, string name) => Of(kind).FirstOrDefault(item => item.Name().Same(name));

    public Workload? Workload(string name) => Workloads.FirstOrDefault(workload => workload.Name.Same(name));

    /// <summary>What the model says about the service that a workload runs; null for what is not of the model.</summary>
    public Resource? Modelled(Workload workload) => model.Find(workload.Service);

    public Workload[] SelectedBy(JsonNode? selector) => [.. Workloads.Where(workload => LabelSelector.Matches(selector, workload.Labels))];

    /// <summary>The workloads behind a Service, whose selector is a plain map.</summary>
    public Workload[] Behind(JsonObject service)
        => service["spec"]?["selector"] is JsonObject { Count: > 0 } labels ? SelectedBy(new JsonObject { ["matchLabels"] = labels.DeepClone() }) : [];
}
