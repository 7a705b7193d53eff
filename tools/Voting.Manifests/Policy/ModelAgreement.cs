using System.Globalization;
using System.Text.Json.Nodes;
using Voting.Manifests.Manifest;
using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>The cluster runs what the model names, and nothing that the model does not know, telemetry apart.</summary>
internal static class ModelAgreement
{
    public static IEnumerable<Finding> Check(RenderedCluster cluster)
    {
        var resolver = new ReferenceResolver(cluster.Model);
        foreach (var resource in cluster.Model.Workloads)
        {
            var findings = cluster.Workload(resource.Name) is null
                ? [new(resource.Name, "is in the model and not in the cluster")]
                : cluster.Workloads.Where(workload => workload.Service.Same(resource.Name)).SelectMany(workload => Compare(resource, workload, resolver));
            foreach (var finding in findings)
            {
                yield return finding;
            }
        }

        foreach (var workload in cluster.Workloads.Where(workload => cluster.Modelled(workload)?.Runs != true && workload.Labels.GetValueOrDefault("tier") is not "telemetry"))
        {
            yield return new($"{workload}", "is not in the model");
        }
    }

    private static IEnumerable<Finding> Compare(Resource resource, Workload workload, ReferenceResolver resolver)
    {
        var kind = (resource.RunsOnce, resource.Volumes.Count) switch { (true, _) => "Job", (_, > 0) => "StatefulSet", _ => "Deployment" };
        if (!workload.Is(kind))
        {
            yield return new($"{workload}", $"the model asks for a {kind}");
        }

        var container = workload.Containers[0];
        var actual = container.List("env").Where(entry => entry.ContainsKey("value")).ToLookup(entry => entry.Text("name"), entry => entry.Text("value"), StringComparer.Ordinal);
        foreach (var (name, value) in resource.Environment)
        {
            var expected = resolver.Resolve(value, $"{resource.Name}.env.{name}");
            if (expected.Length > 0 && !actual[name].Contains(expected, StringComparer.Ordinal))
            {
                yield return new($"{workload}", $"{name} is not what the model says");
            }
        }

        // An overlay may tune a store that the model leaves to its defaults.
        var args = resource.Args.Count is 0 && !resource.IsProject ? [] : (container["args"] as JsonArray ?? []).Select(arg => arg!.ToString()).ToArray();
        if (!args.SequenceEqual(resource.Args.Select(arg => resolver.Resolve(arg, resource.Name)), StringComparer.Ordinal))
        {
            yield return new($"{workload}", "its arguments are not the model's");
        }

        var ports = container.List("ports").Select(port => $"{port.Text("name")}:{port.Text("containerPort")}");
        if (!ports.SequenceEqual(resource.Bindings.Select(binding => string.Create(CultureInfo.InvariantCulture, $"{binding.Name}:{binding.TargetPort}")), StringComparer.Ordinal))
        {
            yield return new($"{workload}", "its ports are not the model's");
        }

        foreach (var volume in resource.Volumes.Where(volume => !container.List("volumeMounts").Any(mount => mount.Text("mountPath").Same(volume.Target))))
        {
            yield return new($"{workload}", $"nothing is mounted at {volume.Target}");
        }
    }
}
