using System.Diagnostics;
using System.Net;

namespace ServiceDefaults.Tests;

public sealed class HealthEndpointsTests
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    [InlineData("/ready")]
    [InlineData("/api/health")]
    public async Task A_sound_process_answers_without_detail_and_uncached(string path)
    {
        await using var sample = new RunningSample();
        using var client = await sample.ClientAsync();

        using var response = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Healthy", await response.Content.ReadAsStringAsync());
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task A_check_that_hangs_makes_the_process_unready_within_five_seconds_and_leaves_it_alive()
    {
        await using var sample = new RunningSample("hangs");
        using var client = await sample.ClientAsync();
        var clock = Stopwatch.StartNew();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.GetAsync("/ready")));

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode));
        Assert.All(answers, answer => Assert.NotNull(answer.Headers.RetryAfter?.Delta));
        Assert.Equal("Unhealthy", await answers[0].Content.ReadAsStringAsync());
        using var alive = await client.GetAsync("/health");
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task On_sigterm_the_process_turns_unready_and_finishes_its_requests()
    {
        await using var sample = new RunningSample("plain", ("Shutdown__DrainSeconds", "3"));
        using var client = await sample.ClientAsync();
        var work = client.GetStringAsync("/work?milliseconds=1500");
        await Poll.UntilAsync(() => sample.Lines.Any(line => line.Contains("Working for", StringComparison.Ordinal)));

        sample.Terminate();
        await Poll.UntilAsync(async () => (await client.GetAsync("/ready")).StatusCode == HttpStatusCode.ServiceUnavailable);

        using var alive = await client.GetAsync("/health");
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Equal("done", await work);
        Assert.Equal(0, await sample.ExitCodeAsync());
    }
}
