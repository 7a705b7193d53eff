using System.Net.Sockets;
using Aspire.Hosting.Dcp;
using Aspire.Hosting.Orchestration;

namespace Offline.Hosting.Tests;

public sealed class EndpointTests
{
    [Fact]
    public void An_endpoint_is_named_after_its_scheme_or_else_its_protocol()
    {
        Assert.Equal("http", new EndpointAnnotation(ProtocolType.Tcp, "http").Name);
        Assert.Equal("tcp", new EndpointAnnotation(ProtocolType.Tcp).Name);
    }

    [Fact]
    public void Without_a_proxy_both_ports_are_the_same()
    {
        Assert.Equal(4000, new EndpointAnnotation(ProtocolType.Tcp, port: 4000, isProxied: false).TargetPort);
        Assert.Equal(4000, new EndpointAnnotation(ProtocolType.Tcp, targetPort: 4000, isProxied: false).Port);
        Assert.Null(new EndpointAnnotation(ProtocolType.Tcp, targetPort: 4000).Port);
    }

    [Fact]
    public async Task Naming_an_endpoint_again_changes_only_what_is_given()
    {
        await using var builder = Model.Create();
        var program = builder.Program("p").WithHttpEndpoint(port: 4000).WithHttpEndpoint(targetPort: 4001);

        var endpoint = Assert.Single(program.Resource.Annotations.OfType<EndpointAnnotation>());
        Assert.Equal((4000, 4001), (endpoint.Port, endpoint.TargetPort));
    }

    [Fact]
    public async Task Only_endpoints_that_exist_already_become_external()
    {
        await using var builder = Model.Create();
        var program = builder.Program("p").WithHttpEndpoint().WithExternalHttpEndpoints().WithHttpEndpoint(name: "later");

        Assert.Equal([true, false], program.Resource.Annotations.OfType<EndpointAnnotation>().Select(e => e.IsExternal));
    }

    [Theory]
    [InlineData(2, 4000, null, null, "must have a unique port")]
    [InlineData(2, null, null, false, "proxy-less")]
    [InlineData(1, 4000, 4000, null, "requested a proxy")]
    public async Task Ports_that_cannot_work_are_refused(int replicas, int? targetPort, int? port, bool? proxied, string reason)
    {
        await using var builder = Model.Create();
        var program = builder.Program("p").WithHttpEndpoint(port, targetPort, isProxied: proxied).WithAnnotation(new ReplicaAnnotation(replicas));

        var refusal = Assert.Throws<DistributedApplicationException>(() => EndpointAllocation.Validate(program.Resource));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_health_check_needs_an_http_endpoint()
    {
        await using var builder = Model.Create();
        Assert.Throws<DistributedApplicationException>(() => builder.Program("p").WithHttpHealthCheck("/ready"));

        var program = builder.Program("q").WithHttpEndpoint().WithHttpHealthCheck("/ready");
        Assert.Equal("q_http_/ready_200_check", Assert.Single(program.Resource.Annotations.OfType<HealthCheckAnnotation>()).Key);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a {{ x }} b", """a {{ "{{" }} x {{ "}}" }} b""")]
    [InlineData("""http://localhost:{{- portForServing "web" -}}/{{""", """http://localhost:{{- portForServing "web" -}}/{{ "{{" }}""")]
    public void Only_our_own_templates_reach_dcp(string value, string escaped) => Assert.Equal(escaped, DcpTemplate.Escape(value));
}
