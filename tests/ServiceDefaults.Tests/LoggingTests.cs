using System.Text.Json;

namespace ServiceDefaults.Tests;

public sealed class LoggingTests
{
    [Fact]
    public async Task Outside_development_every_line_is_json_and_carries_the_callers_trace()
    {
        const string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        await using var sample = new RunningSample();
        using var client = await sample.ClientAsync();
        client.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");

        await client.GetStringAsync("/work?milliseconds=0");
        await Poll.UntilAsync(() => Working(sample) is not null);

        Assert.All(sample.Lines, line => JsonDocument.Parse(line).Dispose());
        Assert.Contains(trace, Working(sample), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_documented_log_level_silences_what_is_below_it()
    {
        await using var sample = new RunningSample("plain", ("LOG_LEVEL", "warn"), ("Logging__LogLevel__Microsoft.Hosting.Lifetime", "Information"));
        using var client = await sample.ClientAsync();

        await client.GetStringAsync("/work?milliseconds=0");
        sample.Terminate();
        await sample.ExitCodeAsync();

        Assert.Null(Working(sample));
    }

    private static string? Working(RunningSample sample)
        => Array.Find(sample.Lines, line => line.Contains("Working for", StringComparison.Ordinal));
}
