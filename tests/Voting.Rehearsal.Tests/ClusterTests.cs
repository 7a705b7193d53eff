using Voting.Manifests;
using Voting.Manifests.Overlays;
using Voting.Rehearsal.Manifests;

namespace Voting.Rehearsal.Tests;

/// <summary>The converter on the manifest that is rehearsed.</summary>
public sealed class ClusterTests
{
    private static readonly Cluster _cluster = Cluster.Read(DeployTree.Find(AppContext.BaseDirectory));

    [Theory]
    [InlineData("api", 3)]
    [InlineData("worker", 2)]
    [InlineData("redis", 1)]
    [InlineData("migrations", 1)]
    public void A_workload_has_the_least_replicas_of_its_autoscaler_or_its_own(string name, int replicas)
        => Assert.Equal(replicas, _cluster.Template(name).Replicas);

    [Fact]
    public void Probes_come_with_their_port_and_times()
    {
        var readiness = _cluster.Template("api").Readiness!;

        Assert.Equal(("/ready", 5000, TimeSpan.FromSeconds(5), 2), (readiness.Path, readiness.Port, readiness.Period, readiness.FailureThreshold));
        Assert.Equal("pg_isready", _cluster.Template("postgres").Readiness!.Command[0]);
        Assert.EndsWith("redis-cli ping", _cluster.Template("redis").Liveness!.Command[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_pod_knows_the_services_that_its_network_policies_let_it_reach_and_no_other()
    {
        Assert.Equal(["postgres", "redis"], _cluster.Reachable(_cluster.Template("worker").Workload).Order(StringComparer.Ordinal));
        Assert.Equal(["api"], _cluster.Reachable(_cluster.Template("frontend").Workload));
        Assert.Empty(_cluster.Reachable(_cluster.Template("redis").Workload));
    }

    [Fact]
    public void Every_public_path_has_its_route()
        => Assert.Equal(
            ["results.voting.example.com/ results", "vote.voting.example.com/ gateway", "vote.voting.example.com/api api", "vote.voting.example.com/api/v1 api", "vote.voting.example.com/results gateway"],
            _cluster.Routes.Select(route => $"{route.Host}{route.Prefix} {route.Service}").Order(StringComparer.Ordinal));

    [Fact]
    public void A_pod_keeps_image_arguments_limits_and_mounts_and_loses_its_probes()
    {
        var template = _cluster.Template("postgres");
        var pod = Document(template, "postgres-0");
        var container = pod["spec"]!["containers"]![0]!.AsObject();

        Assert.Equal(template.Image, container.Text("image"));
        foreach (var field in (string[])["args", "resources", "volumeMounts"])
        {
            Assert.Equal(template.Container[field]!.ToJsonString(), container[field]!.ToJsonString());
        }

        Assert.DoesNotContain(container, field => field.Key.EndsWith("Probe", StringComparison.Ordinal) || field.Key is "lifecycle");
        Assert.Equal((999, true), (container["securityContext"]!["runAsUser"].Number(), container["securityContext"]!["readOnlyRootFilesystem"].Flag()));
    }

    [Fact]
    public void Claims_and_scratch_become_volumes_of_the_engine()
        => Assert.Equal(
            ["data engine-data", "run engine-run", "tmp engine-tmp"],
            Document(_cluster.Template("postgres"), "postgres-0")["spec"].List("volumes")
                .Select(volume => $"{volume.Text("name")} {volume.Child("persistentVolumeClaim").Text("claimName")}").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("api")]
    [InlineData("worker")]
    [InlineData("results")]
    [InlineData("frontend")]
    [InlineData("redis")]
    [InlineData("postgres")]
    [InlineData("migrations")]
    public void Nothing_is_left_to_expand(string name)
        => Assert.DoesNotContain(
            PodEnvironment.Of(_cluster.Template(name).Container, _cluster.ConfigMap, new SecretValues().Of), variable => variable.Value.Contains("$(", StringComparison.Ordinal));

    private static System.Text.Json.Nodes.JsonObject Document(PodTemplate template, string pod)
        => PodDocument.Make(template, pod, new Dictionary<string, string>(StringComparer.Ordinal), volume => $"engine-{volume}", "10.0.0.1", []);
}
