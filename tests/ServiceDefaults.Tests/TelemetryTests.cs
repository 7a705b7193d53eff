using System.Globalization;
using System.Net;

namespace ServiceDefaults.Tests;

public sealed class TelemetryTests
{
    private const string Ballot = "0199c2f4-7d3a-8a11-9c5e-3f1b2a4c6d8e";

    [Fact]
    public async Task What_a_request_leaves_is_sent_at_the_latest_when_the_process_ends()
    {
        await using var collector = await Collector.StartAsync();

        await RunAsync(collector, ("OTEL_SERVICE_NAME", "sample-service"), ("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=one"));

        Assert.True(collector.Has("/v1/traces", "sample work"));
        Assert.True(collector.Has("/v1/traces", "sample-service"));
        Assert.True(collector.Has("/v1/traces", "service.instance.id"));
        Assert.True(collector.Has("/v1/traces", "url.path"));
        Assert.True(collector.Has("/v1/logs", "Working for"));
        Assert.True(collector.Has("/v1/metrics", "http.server.request.duration"));
        Assert.True(collector.Has("/v1/metrics", "dotnet.gc.collections"));
    }

    [Fact]
    public async Task A_requests_span_has_the_name_of_its_route()
    {
        await using var collector = await Collector.StartAsync();

        await RunAsync(collector);

        Assert.True(collector.Has("/v1/traces", "POST /polls/{poll}/ballots"));
        Assert.False(collector.Has("/v1/traces", "/polls/{poll}/ballots/"));
    }

    [Theory]
    [InlineData("/ready")]
    [InlineData("/site.css")]
    [InlineData("/polls/{poll}/live")]
    public async Task Probes_static_files_and_event_streams_leave_no_trace(string route)
    {
        await using var collector = await Collector.StartAsync();

        await RunAsync(collector);

        Assert.True(collector.Has("/v1/traces", "sample work"));
        Assert.False(collector.Has("/v1/traces", route));
    }

    [Fact]
    public async Task A_command_is_traced_within_a_request_and_not_by_itself()
    {
        await using var collector = await Collector.StartAsync();

        await RunAsync(collector);

        Assert.True(collector.Has("/v1/traces", "sample command"));
        Assert.False(collector.Has("/v1/traces", "lonely command"));
    }

    [Theory]
    [InlineData("/v1/traces")]
    [InlineData("/v1/logs")]
    [InlineData("/v1/metrics")]
    public async Task Nothing_that_is_sent_tells_one_voter_from_another(string signal)
    {
        await using var collector = await Collector.StartAsync();

        await RunAsync(collector);

        Assert.True(collector.Has(signal, "voting") || collector.Has(signal, "work"));
        foreach (var trait in (string[])["BrowserOfAVoter", "192.0.2.7", "127.0.0.9", Ballot])
        {
            Assert.False(collector.Has(signal, trait), trait);
        }
    }

    [Theory]
    [InlineData("OTEL_TRACES_SAMPLER", "always_off")]
    [InlineData("Telemetry__SampleRatio", "0")]
    public async Task What_is_not_sampled_is_not_sent_but_logs_and_metrics_are(string name, string value)
    {
        await using var collector = await Collector.StartAsync();

        await RunAsync(collector, (name, value));

        Assert.False(collector.Has("/v1/traces", "sample work"));
        Assert.True(collector.Has("/v1/logs", "Working for"));
        Assert.True(collector.Has("/v1/metrics", "http.server.request.duration"));
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
        var never = TimeSpan.FromMinutes(10).TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
        await using var sample = Sample(
            collector,
            [("OTEL_BSP_SCHEDULE_DELAY", never), ("OTEL_BLRP_SCHEDULE_DELAY", never), ("OTEL_METRIC_EXPORT_INTERVAL", never), .. environment]);
        using var client = await sample.ClientAsync(from: IPAddress.Parse("127.0.0.9"));
        client.DefaultRequestHeaders.UserAgent.ParseAdd("BrowserOfAVoter/1.0");
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.7");
        foreach (var path in (string[])["/ready", "/site.css", "/polls/pets/live", $"/receipts/{Ballot}", "/work?milliseconds=0"])
        {
            Assert.NotEmpty(await client.GetStringAsync(path));
        }

        using var post = await client.PostAsync("/polls/pets/ballots", content: null);
        sample.Terminate();
        Assert.Equal(0, await sample.ExitCodeAsync());
    }

    private static RunningSample Sample(Collector collector, params (string Name, string Value)[] environment)
        => new("plain",
            [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("Telemetry__SampleRatio", ""), ("OTEL_TRACES_SAMPLER", "always_on"), .. environment]);
}
