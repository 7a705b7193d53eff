using System.Globalization;

namespace ServiceDefaults.Tests;

public sealed class TelemetryTests
{
    [Fact]
    public async Task What_a_request_leaves_is_sent_at_the_latest_when_the_process_ends()
    {
        await using var collector = await Collector.StartAsync();

        await RunAsync(collector, ("OTEL_SERVICE_NAME", "sample-room"), ("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=one"));

        Assert.True(collector.Has("/v1/traces", "sample work"));
        Assert.True(collector.Has("/v1/traces", "sample-room"));
        Assert.True(collector.Has("/v1/traces", "service.instance.id"));
        Assert.True(collector.Has("/v1/traces", "url.path"));
        Assert.True(collector.Has("/v1/logs", "Working for"));
        Assert.True(collector.Has("/v1/metrics", "http.server.request.duration"));
        Assert.True(collector.Has("/v1/metrics", "dotnet.gc.collections"));
    }

    [Fact]
    public async Task Probes_leave_no_trace()
    {
        await using var collector = await Collector.StartAsync();

        await RunAsync(collector);

        Assert.True(collector.Has("/v1/traces", "sample work"));
        Assert.False(collector.Has("/v1/traces", "/ready"));
    }

    [Theory]
    [InlineData("always_off", null)]
    [InlineData("traceidratio", "0")]
    [InlineData("parentbased_traceidratio", "0")]
    public async Task The_sampler_of_the_environment_is_honoured(string sampler, string? argument)
    {
        await using var collector = await Collector.StartAsync();

        await RunAsync(collector, ("OTEL_TRACES_SAMPLER", sampler), ("OTEL_TRACES_SAMPLER_ARG", argument ?? ""));

        Assert.False(collector.Has("/v1/traces", "sample work"));
        Assert.True(collector.Has("/v1/logs", "Working for"));
    }

    [Fact]
    public async Task The_delays_of_the_environment_are_honoured()
    {
        await using var collector = await Collector.StartAsync();
        await using var sample = Sample(
            collector, ("OTEL_BSP_SCHEDULE_DELAY", "100"), ("OTEL_BLRP_SCHEDULE_DELAY", "100"), ("OTEL_METRIC_EXPORT_INTERVAL", "100"));
        using var client = await sample.ClientAsync();

        await client.GetStringAsync("/work?milliseconds=0");

        await Poll.UntilAsync(() => collector.Has("/v1/traces", "sample work"));
        await Poll.UntilAsync(() => collector.Has("/v1/logs", "Working for"));
        await Poll.UntilAsync(() => collector.Has("/v1/metrics", "http.server.request.duration"));
    }

    private static async Task RunAsync(Collector collector, params (string Name, string Value)[] environment)
    {
        // So long that only the flush at the end can have sent it.
        var patience = TimeSpan.FromMinutes(10).TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
        await using var sample = Sample(
            collector,
            [("OTEL_BSP_SCHEDULE_DELAY", patience), ("OTEL_BLRP_SCHEDULE_DELAY", patience), ("OTEL_METRIC_EXPORT_INTERVAL", patience), .. environment]);
        using var client = await sample.ClientAsync();
        await client.GetStringAsync("/ready");
        await client.GetStringAsync("/work?milliseconds=0");
        sample.Terminate();
        Assert.Equal(0, await sample.ExitCodeAsync());
    }

    private static RunningSample Sample(Collector collector, params (string Name, string Value)[] environment)
        => new("plain", [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), .. environment]);
}
