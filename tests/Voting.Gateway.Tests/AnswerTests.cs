using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Voting.Gateway.Tests;

/// <summary>What a client gets: the service's answer as it is, or one that says that the service is away.</summary>
public sealed class AnswerTests
{
    private const string Page = "text/html,application/xhtml+xml,*/*;q=0.8";

    [Theory]
    [InlineData("/polls/pets")]
    [InlineData("/results/polls/pets")]
    [InlineData("/results/polls/pets/live")]
    [InlineData("/api/v1/polls")]
    public async Task A_service_that_is_away_is_503_with_a_time_to_come_back_and_a_code(string path)
    {
        var (gateway, client) = GatewaySite.Before(("frontend", Unused()), ("results", Unused()), ("api", Unused()));
        await using var _ = gateway;
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        var problem = await answer.Content.ReadFromJsonAsync<ProblemDetails>();
        Assert.Equal("service_unavailable", problem?.Extensions["code"]?.ToString());
        Assert.NotEmpty(problem?.Extensions["traceId"]?.ToString() ?? "");
    }

    [Fact]
    public async Task A_reader_gets_a_page_that_needs_nothing_from_the_service_that_is_away()
    {
        var (gateway, client) = GatewaySite.Before(("frontend", Unused()));
        await using var _ = gateway;
        client.DefaultRequestHeaders.Add("Accept", Page);
        using var answer = await client.GetAsync(new Uri("/polls/pets", UriKind.Relative));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("<h1>Not available at the moment</h1>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_503_within_five_seconds()
    {
        await using var frozen = await Service.AnsweringAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var (gateway, client) = GatewaySite.Before(("api", frozen.Address));
        await using var _ = gateway;
        var began = Stopwatch.GetTimestamp();
        using var answer = await client.PostAsJsonAsync("/api/v1/polls/pets/ballots", new { choices = new[] { "cats" } });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(5.5));
    }

    [Theory]
    [InlineData("GET", "/api/v1/polls/pets/ballots?format=csv")]
    [InlineData("GET", "/api/v1/polls/pets/bundle")]
    [InlineData("POST", "/api/v1/stores/reconcile")]
    public async Task What_the_API_may_take_long_for_is_waited_for(string method, string path)
    {
        await using var api = await Service.AnsweringAsync(async context =>
        {
            await Task.Delay(TimeSpan.FromSeconds(6), context.RequestAborted);
            await context.Response.WriteAsync("done");
        });
        var (gateway, client) = GatewaySite.Before(("api", api.Address));
        await using var _ = gateway;
        using var request = new HttpRequestMessage(new(method), path);
        using var answer = await client.SendAsync(request);

        Assert.Equal("done", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_service_s_own_refusal_stays_as_it_is()
    {
        await using var busy = await Service.AnsweringAsync(async context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "3";
            await context.Response.WriteAsync("busy");
        });
        var (gateway, client) = GatewaySite.Before(("api", busy.Address));
        await using var _ = gateway;
        using var answer = await client.GetAsync(new Uri("/api/v1/polls", UriKind.Relative));

        Assert.Equal(TimeSpan.FromSeconds(3), answer.Headers.RetryAfter?.Delta);
        Assert.Equal("busy", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Each_header_of_the_service_stays_once_and_what_it_does_not_say_is_added()
    {
        await using var service = await Service.AnsweringAsync(context =>
        {
            context.Response.Headers.ContentSecurityPolicy = "default-src 'self'";
            context.Response.Headers.StrictTransportSecurity = "max-age=31536000";
            return context.Response.WriteAsync("page");
        });
        var (gateway, client) = GatewaySite.Before(("frontend", service.Address));
        await using var _ = gateway;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = "vote.example.org";
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var answer = await client.SendAsync(request);

        Assert.Equal("default-src 'self'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task Events_arrive_one_by_one_and_a_stream_outlives_a_silence()
    {
        await using var results = await Service.AnsweringAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: first\n\n");
            await context.Response.Body.FlushAsync();
            await Task.Delay(TimeSpan.FromSeconds(8), context.RequestAborted); // the pause between two signs of life of the results site
            await context.Response.WriteAsync("data: second\n\n");
        });
        var (gateway, client) = GatewaySite.Before(("results", results.Address));
        await using var _ = gateway;
        await using var stream = await client.GetStreamAsync(new Uri("/results/polls/pets/live", UriKind.Relative));
        using var reader = new StreamReader(stream);

        Assert.Equal("data: first", await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(4)));
        Assert.Equal("", await reader.ReadLineAsync());
        Assert.Equal("data: second", await reader.ReadLineAsync());
    }

    [Theory]
    [InlineData(1_900_000, HttpStatusCode.OK)]
    [InlineData(2_200_000, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_that_no_service_takes_ends_at_the_gateway(int bytes, HttpStatusCode status)
    {
        await using var service = await Service.AnsweringAsync(async context => await context.Request.Body.CopyToAsync(Stream.Null));
        var (gateway, client) = GatewaySite.Before(("frontend", service.Address));
        await using var _ = gateway;
        using var body = new ByteArrayContent(new byte[bytes]);
        using var answer = await client.PostAsync(new Uri("/host", UriKind.Relative), body);

        Assert.Equal(status, answer.StatusCode);
        if (status != HttpStatusCode.OK)
        {
            Assert.Equal("body_too_large", (await answer.Content.ReadFromJsonAsync<ProblemDetails>())?.Extensions["code"]?.ToString());
        }
    }

    [Fact]
    public async Task The_gateway_is_ready_without_the_services_so_that_it_can_say_that_they_are_away()
    {
        var (gateway, client) = GatewaySite.Before();
        await using var _ = gateway;
        using var answer = await client.GetAsync(new Uri("/ready", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    // A port on which nothing listens: it was free a moment ago.
    private static string Unused()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://{listener.LocalEndpoint}";
    }
}
