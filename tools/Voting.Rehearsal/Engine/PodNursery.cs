using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Voting.Manifests.Overlays;
using Voting.Rehearsal.Manifests;

namespace Voting.Rehearsal.Engine;

/// <summary>Starts pods and knows all that there are.</summary>
/// <param name="gateway">The network's address of this machine, where the Services are.</param>
internal sealed class PodNursery(Cluster cluster, SecretValues secrets, Podman podman, string gateway, DirectoryInfo folder, ProblemList problems)
{
    private readonly ConcurrentDictionary<string, Pod> _pods = new(StringComparer.Ordinal);
    private readonly HashSet<string> _claims = new(StringComparer.Ordinal);
    private int _number;

    public IEnumerable<Pod> Pods => _pods.Values;

    /// <summary>Starts a pod and its probes.</summary>
    public async Task<Pod> StartAsync(PodTemplate template, string name, CancellationToken ct)
    {
        await MakeVolumesAsync(template, name, ct);
        // Addresses from ten on, in order.
        var bytes = IPAddress.Parse(gateway).GetAddressBytes();
        bytes[3] = (byte)(9 + Interlocked.Increment(ref _number));
        var address = new IPAddress(bytes);

        var environment = new Dictionary<string, string>(PodEnvironment.Of(template.Container, cluster.ConfigMap, secrets.Of), StringComparer.Ordinal)
        {
            ["KUBERNETES_SERVICE_HOST"] = gateway, // as in every pod; the services drain by it
        };
        var document = PodDocument.Make(template, name, environment, volume => VolumeName(template, name, volume), gateway, cluster.Reachable(template.Workload));
        var file = Path.Combine(folder.FullName, $"{name}.yaml");
        await File.WriteAllTextAsync(file, Yaml.Write(document), ct);
        await podman.RunAsync(ct, "kube", "play", "--network", Podman.Network, "--ip", address.ToString(), file);
        var process = await podman.RunAsync(ct, "inspect", "--format", "{{.State.Pid}}", $"{name}-{template.Container["name"]}");

        var pod = new Pod(template, name, address, int.Parse(process, CultureInfo.InvariantCulture), podman);
        _pods[name] = pod;
        return pod;
    }

    /// <summary>Starts asking its probes.</summary>
    public void Watch(Pod pod, CancellationToken ct) => _ = WatchAsync(pod, ct);

    public async Task RemoveAsync(Pod pod, CancellationToken ct)
    {
        await pod.RemoveAsync(ct);
        _pods.TryRemove(KeyValuePair.Create(pod.Name, pod));
    }

    private async Task WatchAsync(Pod pod, CancellationToken ct)
    {
        try
        {
            await new Kubelet(pod, problems).WatchAsync(ct);
        }
        catch (OperationCanceledException)
        {
            // The rehearsal is over.
        }
        catch (InvalidOperationException error)
        {
            problems.Add(error.Message);
        }
    }

    private async Task MakeVolumesAsync(PodTemplate template, string pod, CancellationToken ct)
    {
        foreach (var (name, limit) in template.Scratch)
        {
            await podman.CreateVolumeAsync($"{pod}-{name}", template.Uid, template.Gid, limit, ct);
        }

        foreach (var claim in template.Claims.Where(claim => _claims.Add($"{claim}-{pod}")))
        {
            await podman.CreateVolumeAsync($"{claim}-{pod}", template.Uid, template.Gid, 0, ct);
        }
    }

    private static string VolumeName(PodTemplate template, string pod, string volume)
        => template.Claims.Contains(volume, StringComparer.Ordinal) ? $"{volume}-{pod}" : $"{pod}-{volume}";
}
