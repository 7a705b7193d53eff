using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Polly.CircuitBreaker;

namespace ServiceDefaults.Tests;

public sealed class HttpResilienceTests
{
    [Fact]
    public async Task Every_client_finds_services_by_name_and_repeats_a_get_but_never_a_post()
    {
        var (client, server) = Client(HttpStatusCode.BadGateway);

        using var get = await client.GetAsync(new Uri("https+http://api/polls"));
        var gets = server.Addresses.Count;
        using var post = await client.PostAsync(new Uri("https+http://api/ballots"), content: null);

        Assert.Equal(4, gets);
        Assert.Equal(5, server.Addresses.Count);
        Assert.All(server.Addresses, address => Assert.Equal("http://127.0.0.1:5000", address.GetLeftPart(UriPartial.Authority)));
    }

    [Fact]
    public async Task Five_failures_in_a_row_open_the_breaker()
    {
        var (client, server) = Client(HttpStatusCode.ServiceUnavailable);
        for (var i = 0; i < 5; i++)
        {
            using var response = await client.PostAsync(new Uri("http://api/"), content: null);
        }

        await Assert.ThrowsAsync<BrokenCircuitException>(() => client.PostAsync(new Uri("http://api/"), content: null));
        Assert.Equal(5, server.Addresses.Count);
    }

    private static (HttpClient Client, Server Server) Client(HttpStatusCode answer)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["services:api:http:0"] = "http://127.0.0.1:5000";
        builder.AddServiceDefaults();
        var server = new Server(answer);
        builder.Services.AddHttpClient("room").ConfigurePrimaryHttpMessageHandler(() => server);
        return (builder.Build().Services.GetRequiredService<IHttpClientFactory>().CreateClient("room"), server);
    }

    private sealed class Server(HttpStatusCode answer) : HttpMessageHandler
    {
        public List<Uri> Addresses { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Addresses.Add(request.RequestUri!);
            return Task.FromResult(new HttpResponseMessage(answer));
        }
    }
}
