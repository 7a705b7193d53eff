using System.Net;

namespace ServiceDefaults.Tests;

public sealed class HealthEndpointsTests
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    [InlineData("/ready")]
    [InlineData("/api/health")]
    public async Task A_process_that_can_serve_answers_without_detail_and_uncached_also_while_a_store_is_away(string path)
    {
        await using var sample = new RunningSample();
        using var client = await sample.ClientAsync();

        using var response = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Healthy", await response.Content.ReadAsStringAsync());
        Assert.True(response.Headers.CacheControl?.NoStore);
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        using var post = await client.PostAsync(path, content: null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, post.StatusCode);
    }

    [Fact]
    public async Task A_process_that_cannot_serve_is_unready_says_when_to_ask_again_and_stays_alive()
    {
        await using var sample = new RunningSample("not-migrated");
        using var client = await sample.ClientAsync();

        using var ready = await client.GetAsync("/ready");
        using var alive = await client.GetAsync("/health");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.NotNull(ready.Headers.RetryAfter?.Delta);
        Assert.Equal("Unhealthy", await ready.Content.ReadAsStringAsync());
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
