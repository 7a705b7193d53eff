using System.Globalization;
using System.Text.Json.Nodes;
using Voting.Manifests.Manifest;
using Voting.Manifests.Overlays;
using Voting.Manifests.Templates;

namespace Voting.Manifests.Compose;

/// <summary>The same model for one host with Docker or Podman: same names, same ports, passwords from the environment.</summary>
internal static class ComposeFile
{
    private const string Preamble = """
        # The model on a single host: ./voting manifests writes this file. Passwords and settings come from .env beside it (.env.example, docs/deploy.md).

        """;

    public static string Render(AspireManifest manifest, ImageNames images)
    {
        var resolver = new ReferenceResolver(manifest);
        var services = new JsonObject();
        foreach (var workload in manifest.Workloads)
        {
            services[workload.Name] = Service(manifest, workload, resolver, images);
        }

        services[TlsProxy.Name] = TlsProxy.Service(manifest);

        return Preamble + Yaml.Write(new()
        {
            ["name"] = "voting",
            ["services"] = services,
            ["volumes"] = new JsonObject(manifest.Workloads.SelectMany(Volumes).Select(volume => volume.Name).Append(TlsProxy.Volume).Select(name => KeyValuePair.Create(name, (JsonNode?)new JsonObject()))),
        });
    }

    private static JsonObject Service(AspireManifest manifest, Resource workload, ReferenceResolver resolver, ImageNames images)
    {
        string Resolved(string text, string where) => resolver.Resolve(Escaped(text), where, secret: Required);

        var service = new JsonObject
        {
            ["image"] = workload.IsProject ? images.OfProject(workload.Text("path")!) : workload.Text("image"),
            ["restart"] = workload.RunsOnce ? "on-failure" : "unless-stopped",
            // As long as the cluster gives: a store writes its files, a service ends what it has in hand.
            ["stop_grace_period"] = workload.IsProject ? "45s" : "2m",
            ["deploy"] = Limits(workload.Name),
            ["environment"] = new JsonObject(workload.Environment.Select(entry =>
                KeyValuePair.Create(entry.Key, (JsonNode?)Resolved(entry.Value, $"{workload.Name}.env.{entry.Key}")))),
        };
        if (workload.Text("entrypoint") is { } entrypoint)
        {
            service["entrypoint"] = Texts([entrypoint]);
        }

        if (workload.Args.Count > 0)
        {
            service["command"] = Texts(workload.Args.Select(arg => Resolved(arg, workload.Name)));
        }

        if (workload.IsProject)
        {
            // Whose X-Forwarded-For is believed: the other services and a proxy on this host have addresses of Docker's own networks.
            service["environment"]!["Forwarding__Networks__0"] = "172.16.0.0/12";
            Harden(service);
        }

        if (workload.Name is "frontend" or "results")
        {
            service["environment"]!["Links__Site"] = "${VOTING_SITE:-http://localhost:8080}";
        }

        if (Health(workload) is { } test)
        {
            service["healthcheck"] = new JsonObject { ["test"] = Texts(["CMD-SHELL", test]), ["interval"] = "5s", ["timeout"] = "3s", ["retries"] = 20 };
        }

        if (Volumes(workload).ToArray() is { Length: > 0 } volumes)
        {
            service["volumes"] = Texts(volumes.Select(volume => $"{volume.Name}:{volume.Target}"));
        }

        if (workload.Bindings.Where(binding => binding.External).ToArray() is { Length: > 0 } exposed)
        {
            service["ports"] = Texts(exposed.Select(binding => string.Create(CultureInfo.InvariantCulture, $"${{VOTING_BIND:-127.0.0.1}}:{binding.TargetPort}:{binding.TargetPort}")));
        }

        if (Waits(manifest, workload) is { Count: > 0 } waits)
        {
            service["depends_on"] = waits;
        }

        return service;
    }

    // The limits of the cluster (deploy/cluster); what is not named there is as small as the smallest.
    private static JsonObject Limits(string name)
    {
        var (cpus, memory) = name switch
        {
            "postgres" => ("1", "1g"),
            "redis" or "api" or "results" or "frontend" or "gateway" => ("0.5", "512m"),
            _ => ("0.2", "256m"),
        };
        return new() { ["resources"] = new JsonObject { ["limits"] = new JsonObject { ["cpus"] = cpus, ["memory"] = memory } } };
    }

    private static void Harden(JsonObject service)
    {
        service["read_only"] = true;
        service["tmpfs"] = Texts(["/tmp"]);
        service["cap_drop"] = Texts(["ALL"]);
        service["security_opt"] = Texts(["no-new-privileges:true"]);
    }

    // Stores must answer; what runs once over the same stores must have ended.
    private static JsonObject Waits(AspireManifest manifest, Resource workload)
    {
        var edges = ModelEdges.Of(manifest);
        var needed = edges.Where(edge => edge.From.Same(workload.Name)).Select(edge => manifest.Find(edge.To)!).ToArray();
        var waits = needed.Select(target => (target.Name, Condition: target.IsProject ? "service_started" : "service_healthy"));
        var first = workload.RunsOnce ? [] : manifest.Workloads.Where(other => other.RunsOnce && edges.Any(edge => edge.From.Same(other.Name) && needed.Any(target => target.Name.Same(edge.To))));
        return new(waits.Concat(first.Select(other => (other.Name, Condition: "service_completed_successfully")))
            .Select(wait => KeyValuePair.Create(wait.Name, (JsonNode?)new JsonObject { ["condition"] = wait.Condition })));
    }

    // The services' images have no shell to ask with; their restart policy and the stores' health are enough on one host.
    private static string? Health(Resource workload) => workload.Name switch
    {
        "postgres" => "pg_isready --username=postgres --host=127.0.0.1",
        "redis" => "REDISCLI_AUTH=\"$$REDIS_PASSWORD\" redis-cli ping | grep -q PONG",
        _ when workload.IsProject => null,
        _ => throw new ManifestException($"compose: say in {nameof(ComposeFile)} how to ask '{workload.Name}' for its health"),
    };

    private static IEnumerable<Volume> Volumes(Resource workload)
        => workload.Volumes.Select((volume, index) => new Volume(index is 0 ? $"{workload.Name}-data" : $"{workload.Name}-data-{index}", volume.Target));

    // Compose would expand a shell's own variables before the shell sees them.
    private static string Escaped(string text) => text.Replace("$", "$$", StringComparison.Ordinal);

    private static string Required(string secret)
        => $"${{{secret.ToUpperInvariant().Replace('-', '_')}:?see docs/deploy.md}}";

    private static JsonArray Texts(IEnumerable<string> items) => new([.. items.Select(item => (JsonNode?)JsonValue.Create(item))]);
}
