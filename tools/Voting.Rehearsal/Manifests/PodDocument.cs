using System.Text.Json.Nodes;
using Voting.Manifests.Overlays;

namespace Voting.Rehearsal.Manifests;

/// <summary>
/// One pod of a workload as <c>podman kube play</c> takes it: variables filled in, volumes by name, Services as host names.
/// Probes and preStop are left out, as podman does not do them: the rehearsal does.
/// </summary>
internal static class PodDocument
{
    private static readonly string[] _kept = ["name", "image", "command", "args", "resources", "volumeMounts"];

    /// <param name="volume">The name of the engine's volume for a volume of the pod.</param>
    /// <param name="host">The address behind which all Services are.</param>
    /// <param name="services">The Services that this pod may know.</param>
    public static JsonObject Make(
        PodTemplate template, string pod, IReadOnlyDictionary<string, string> environment, Func<string, string> volume, string host, IEnumerable<string> services)
    {
        var container = new JsonObject { ["imagePullPolicy"] = "Never" };
        foreach (var field in _kept.Where(template.Container.ContainsKey))
        {
            container[field] = template.Container[field]!.DeepClone();
        }

        container["env"] = new JsonArray([.. environment.Select(entry => new JsonObject { ["name"] = entry.Key, ["value"] = entry.Value })]);
        container["securityContext"] = Security(template);
        return new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject { ["name"] = pod, ["labels"] = Labels(template) },
            ["spec"] = new JsonObject
            {
                ["restartPolicy"] = "Never",
                ["hostAliases"] = new JsonArray(new JsonObject { ["ip"] = host, ["hostnames"] = new JsonArray([.. services.Select(name => JsonValue.Create(name))]) }),
                ["securityContext"] = template.Workload.Pod["securityContext"]?.DeepClone(),
                ["containers"] = new JsonArray(container),
                ["volumes"] = new JsonArray([.. template.Claims.Concat(template.Scratch.Select(scratch => scratch.Name)).Select(name => Volume(name, volume(name)))]),
            },
        };
    }

    private static JsonObject Volume(string name, string claim)
        => new() { ["name"] = name, ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = claim } };

    private static JsonObject Labels(PodTemplate template)
        => new(template.Workload.Labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value)));

    // The pod's user on the container too: podman takes some of the pod's fields and not others.
    private static JsonObject Security(PodTemplate template)
    {
        var security = template.Container["securityContext"]?.DeepClone().AsObject() ?? [];
        security["runAsUser"] = (long)template.Uid;
        security["runAsGroup"] = (long)template.Gid;
        return security;
    }
}
