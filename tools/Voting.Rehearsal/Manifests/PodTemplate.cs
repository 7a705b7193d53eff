using System.Text.Json.Nodes;
using Voting.Manifests.Overlays;
using Voting.Manifests.Policy;

namespace Voting.Rehearsal.Manifests;

/// <summary>What a workload of the manifest says of its pods.</summary>
/// <param name="workload">A Deployment, StatefulSet or Job with one container.</param>
/// <param name="replicas">How many pods there are to be.</param>
internal sealed class PodTemplate(Workload workload, int replicas)
{
    private readonly JsonObject _spec = workload.Object.Child("spec");

    public Workload Workload => workload;

    public string Name => workload.Name;

    public int Replicas => replicas;

    public JsonObject Container { get; } = workload.Containers.Single();

    public string Image => Container.Text("image");

    public int Port { get; } = workload.Containers.Single().List("ports").FirstOrDefault()?["containerPort"].Number() ?? 0;

    public int Uid => workload.Pod["securityContext"]?["runAsUser"].Number() ?? 0;

    public int Gid => workload.Pod["securityContext"]?["runAsGroup"].Number() ?? 0;

    public long MemoryLimit => (long)(Quantity.Parse(Container["resources"]?["limits"]?["memory"]?.ToString() ?? "0") ?? 0);

    public Probe? Startup { get; } = Probe.Of(workload.Containers.Single(), "startupProbe");

    public Probe? Readiness { get; } = Probe.Of(workload.Containers.Single(), "readinessProbe");

    public Probe? Liveness { get; } = Probe.Of(workload.Containers.Single(), "livenessProbe");

    public TimeSpan Grace => TimeSpan.FromSeconds(workload.Pod["terminationGracePeriodSeconds"].Number() ?? 30);

    public TimeSpan PreStopSleep => TimeSpan.FromSeconds(Container["lifecycle"]?["preStop"]?["sleep"]?["seconds"].Number() ?? 0);

    public IReadOnlyList<string> PreStopCommand => Probe.Texts(Container["lifecycle"]?["preStop"]?["exec"]?["command"]);

    public TimeSpan MinReady => TimeSpan.FromSeconds(_spec["minReadySeconds"].Number() ?? 0);

    public int MaxSurge => _spec["strategy"]?["rollingUpdate"]?["maxSurge"].Number() ?? 1;

    public int MaxUnavailable => _spec["strategy"]?["rollingUpdate"]?["maxUnavailable"].Number() ?? 0;

    /// <summary>Names of claims, which outlive a pod.</summary>
    public IEnumerable<string> Claims => _spec.List("volumeClaimTemplates").Select(claim => claim.Name());

    /// <summary>Volumes that live as long as their pod, with their limits in bytes (0: none).</summary>
    public IEnumerable<(string Name, long Limit)> Scratch
        => workload.Pod.List("volumes").Where(volume => volume["emptyDir"] is JsonObject)
            .Select(volume => (volume.Text("name"), (long)(Quantity.Parse(volume.Child("emptyDir").Text("sizeLimit")) ?? 0)));
}
