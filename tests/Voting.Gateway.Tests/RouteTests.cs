using System.Diagnostics;
using System.Net.Http.Json;

namespace Voting.Gateway.Tests;

/// <summary>Which service a request reaches, and as what.</summary>
public sealed class RouteTests : IAsyncLifetime
{
    private static readonly string[] _names = ["frontend", "results", "api"];

    private readonly List<Service> _services = [];
    private GatewaySite _gateway = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        foreach (var name in _names)
        {
            _services.Add(await Service.NamedAsync(name));
        }

        (_gateway, _client) = GatewaySite.Before(_names.Zip(_services, (name, service) => (name, service.Address)));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _gateway.DisposeAsync();
        foreach (var service in _services)
        {
            await service.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("/", "frontend")]
    [InlineData("/polls/pets", "frontend")]
    [InlineData("/host/polls/pets?tab=codes", "frontend")]
    [InlineData("/resultsandmore", "frontend")]
    [InlineData("/apiary", "frontend")]
    [InlineData("/results", "results")]
    [InlineData("/results/", "results")]
    [InlineData("/results/polls/pets/results.json", "results")]
    [InlineData("/results/polls/pets/live", "results")]
    [InlineData("/results/polls/pets/board", "results")]
    [InlineData("/api/v1/polls/pets/ballots?page=2", "api")]
    [InlineData("/api/v2/polls", "api")]
    [InlineData("/api/health", "api")]
    [InlineData("/openapi/v1.json", "api")]
    [InlineData("/results/polls/a%2Fb", "results")]
    public async Task A_path_leads_to_its_service_and_is_kept(string path, string service)
    {
        var reached = await _client.GetFromJsonAsync<Reached>(path);

        Assert.Equal((service, Uri.UnescapeDataString(path)), (reached!.Service, Uri.UnescapeDataString(reached.Path)));
    }

    [Fact]
    public async Task A_service_sees_the_public_address_and_the_client_that_a_proxy_of_this_machine_named()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/polls/pets");
        request.Headers.Host = "vote.example.org";
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        request.Headers.Add("X-Forwarded-Proto", "https");

        var reached = await ReadAsync(request);

        Assert.Equal(("vote.example.org", "203.0.113.7", "https"), (reached.Host, reached.ForwardedFor, reached.ForwardedProto));
    }

    [Fact]
    public async Task What_comes_from_nobody_s_proxy_is_forwarded_as_the_address_that_connected()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/polls");

        var reached = await ReadAsync(request);

        Assert.Equal(("127.0.0.1", "http"), (reached.ForwardedFor, reached.ForwardedProto));
    }

    [Fact]
    public async Task A_trace_goes_on_through_the_gateway()
    {
        var trace = ActivityTraceId.CreateRandom();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/polls/pets");
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");

        var reached = await ReadAsync(request);

        Assert.Contains(trace.ToString(), reached.TraceParent, StringComparison.Ordinal);
    }

    private async Task<Reached> ReadAsync(HttpRequestMessage request)
    {
        using var answer = await _client.SendAsync(request);
        return (await answer.Content.ReadFromJsonAsync<Reached>())!;
    }
}
