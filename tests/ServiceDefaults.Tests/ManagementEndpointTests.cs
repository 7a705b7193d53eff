using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Voting.Stores;

namespace ServiceDefaults.Tests;

public sealed class ManagementEndpointTests
{
    [Fact]
    public async Task The_management_port_serves_metrics_and_health_with_its_reasons_and_nothing_else()
    {
        var port = FreePort.Find().ToString(CultureInfo.InvariantCulture);
        await using var sample = new RunningSample("not-migrated", ("Management__Port", port));
        using var client = await sample.ClientAsync();
        using var management = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}") };
        await client.GetStringAsync("/work?milliseconds=0");

        var metrics = await management.GetStringAsync("/metrics");
        Assert.Contains("http_server_request_duration_seconds_count", metrics, StringComparison.Ordinal);
        Assert.Contains("http_route=\"/work\"", metrics, StringComparison.Ordinal);
        Assert.Contains("dotnet_gc_collections_total", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("http_route=\"/metrics\"", await management.GetStringAsync("/metrics"), StringComparison.Ordinal);

        using var ready = await management.GetAsync("/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("schema: Unhealthy. The schema is not migrated.", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var health = await management.GetAsync("/health");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        using var work = await management.GetAsync("/work?milliseconds=0");
        Assert.Equal(HttpStatusCode.NotFound, work.StatusCode);
    }

    [Fact]
    public async Task The_public_port_serves_no_metrics_whatever_host_a_client_names()
    {
        var port = FreePort.Find().ToString(CultureInfo.InvariantCulture);
        await using var sample = new RunningSample("not-migrated", ("Management__Port", port));
        using var client = await sample.ClientAsync();
        client.DefaultRequestHeaders.Host = $"127.0.0.1:{port}";

        using var metrics = await client.GetAsync("/metrics");
        using var ready = await client.GetAsync("/ready");

        Assert.Equal(HttpStatusCode.NotFound, metrics.StatusCode);
        Assert.Equal("Unhealthy", await ready.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("urls", "http://127.0.0.1:5000;http://*:9464", "urls=http://127.0.0.1:5000")]
    [InlineData("urls", "http://*:8080;http://*:8081;http://*:9464", "http_ports=8080;8081")]
    [InlineData("urls", "http://*:8080;https://*:8443;http://*:9464", "http_ports=8080", "https_ports=8443")]
    [InlineData("urls", "http://localhost:5000;http://*:9464")]
    [InlineData("Kestrel:Endpoints:Management:Url", "http://*:9464", "Kestrel:Endpoints:Http:Url=http://*:5000")]
    public void The_port_is_added_to_what_the_process_listens_on(string key, string value, params string[] settings)
        => Assert.Equal(value, Built([.. settings, "Management:Port=9464"]).Configuration[key]);

    [Theory]
    [InlineData("tcp://10.43.0.7:9464")]
    [InlineData("0")]
    [InlineData("70000")]
    public void What_is_no_port_is_refused_by_the_name_of_its_variable(string port)
        => Assert.Contains("Management__Port", Assert.Throws<InvalidConfigurationException>(() => Built($"Management:Port={port}")).Message, StringComparison.Ordinal);

    private static HostApplicationBuilder Built(params string[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => setting.Split('=', 2)).Select(pair => KeyValuePair.Create<string, string?>(pair[0], pair[1])));
        return builder.AddServiceDefaults();
    }
}
