using System.Text.Json.Nodes;
using Voting.Manifests.Overlays;
using Voting.Manifests.Policy;

namespace Manifests.Tests;

/// <summary>The collector's configuration is text to Kubernetes, so no schema and no rule looks into it.</summary>
public sealed class CollectorTests
{
    private static readonly RenderedCluster _monitoring = Repository.Rendered("monitoring");

    private static readonly JsonObject _configuration = Yaml.ReadAll(
        _monitoring.Find("ConfigMap", "otel-collector")!["data"]!.AsObject().Text("collector-config.yaml"), "collector-config.yaml").Single();

    [Theory]
    [InlineData("otlp", "receivers/otlp/protocols/grpc")]
    [InlineData("metrics", "exporters/prometheus")]
    [InlineData("health", "extensions/health_check")]
    public void It_listens_where_its_ports_say(string port, string component)
    {
        var number = _monitoring.Workload("otel-collector")!.Containers[0].List("ports").Single(known => known.Text("name").Same(port)).Text("containerPort");

        Assert.Equal($"0.0.0.0:{number}", component.Split('/').Aggregate((JsonNode?)_configuration, (node, name) => node?[name])!.AsObject().Text("endpoint"));
    }

    [Fact]
    public void What_its_pipelines_use_is_defined_and_what_is_defined_is_used()
    {
        var pipelines = _configuration["service"]!["pipelines"]!.AsObject().Select(entry => entry.Value!).ToArray();
        foreach (var kind in (string[])["receivers", "processors", "exporters"])
        {
            var used = pipelines.SelectMany(pipeline => pipeline[kind]!.AsArray()).Select(name => name!.ToString()).Distinct(StringComparer.Ordinal);
            Assert.Equal(_configuration[kind]!.AsObject().Select(entry => entry.Key).Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Services_send_it_what_they_measure_on_the_port_that_it_receives_on()
    {
        var service = _monitoring.Find("Service", "otel-collector")!;
        var port = service["spec"].List("ports").Single(known => known.Text("name") is "otlp").Text("port");

        Assert.Equal($"http://otel-collector:{port}", _monitoring.Find("ConfigMap", "runtime")!["data"].Map()["OTEL_EXPORTER_OTLP_ENDPOINT"]);
    }
}
