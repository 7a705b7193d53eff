using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace ServiceDefaults.Tests;

public sealed class HttpResilienceTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Every_client_finds_services_by_name_and_repeats_a_get_but_never_a_post()
    {
        var (client, server) = Client(HttpStatusCode.BadGateway);

        using var get = await InTimeAsync(client.GetAsync(new Uri("https+http://api/polls")));
        var gets = server.Addresses.Count;
        using var post = await InTimeAsync(client.PostAsync(new Uri("https+http://api/ballots"), content: null));

        Assert.Equal(4, gets);
        Assert.Equal(5, server.Addresses.Count);
        Assert.All(server.Addresses, address => Assert.Equal("http://127.0.0.1:5000", address.GetLeftPart(UriPartial.Authority)));
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_given_up_after_five_seconds()
    {
        var (client, server) = Client(answer: null);
        var post = client.PostAsync(new Uri("http://api/"), content: null);
        await Poll.UntilAsync(() => server.Addresses.Count == 1);

        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(post.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));

        await Assert.ThrowsAsync<TimeoutRejectedException>(() => post.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task Five_failures_in_a_row_open_the_breaker_for_thirty_seconds()
    {
        var (client, server) = Client(HttpStatusCode.ServiceUnavailable);
        for (var i = 0; i < 5; i++)
        {
            using var response = await client.PostAsync(new Uri("http://api/"), content: null);
        }

        _time.Advance(TimeSpan.FromSeconds(29.9));
        await Assert.ThrowsAsync<BrokenCircuitException>(() => client.PostAsync(new Uri("http://api/"), content: null));
        Assert.Equal(5, server.Addresses.Count);

        _time.Advance(TimeSpan.FromSeconds(0.1));
        using var next = await client.PostAsync(new Uri("http://api/"), content: null);
        Assert.Equal(6, server.Addresses.Count);
    }

    // Lets the pauses between attempts pass until the answer is there.
    private async Task<HttpResponseMessage> InTimeAsync(Task<HttpResponseMessage> request)
    {
        await Poll.UntilAsync(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            return request.IsCompleted;
        });
        return await request;
    }

    private (HttpClient Client, Server Server) Client(HttpStatusCode? answer)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["services:api:http:0"] = "http://127.0.0.1:5000";
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.AddServiceDefaults();
        var server = new Server(answer);
        builder.Services.AddHttpClient("api").ConfigurePrimaryHttpMessageHandler(() => server);
        return (builder.Build().Services.GetRequiredService<IHttpClientFactory>().CreateClient("api"), server);
    }

    /// <summary>Answers at once, or never.</summary>
    private sealed class Server(HttpStatusCode? answer) : HttpMessageHandler
    {
        public List<Uri> Addresses { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Addresses.Add(request.RequestUri!);
            if (answer is null)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return new HttpResponseMessage(answer!.Value);
        }
    }
}
