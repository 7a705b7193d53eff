using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Offline.Clients.Tests;

public sealed class ResilienceTests
{
    private static readonly Uri _address = new("http://api/");

    [Fact]
    public async Task A_get_is_sent_again_until_it_succeeds()
    {
        var server = new Server(HttpStatusCode.ServiceUnavailable, HttpStatusCode.RequestTimeout, HttpStatusCode.OK);

        using var response = await Client(server).GetAsync(_address);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(3, server.Requests);
    }

    [Fact]
    public async Task A_get_is_given_up_after_three_repeats()
    {
        var server = new Server(HttpStatusCode.InternalServerError);

        using var response = await Client(server).GetAsync(_address);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal(4, server.Requests);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task An_unsafe_request_is_never_sent_twice(string method)
    {
        var server = new Server(HttpStatusCode.ServiceUnavailable);
        using var request = new HttpRequestMessage(new HttpMethod(method), _address);

        using var response = await Client(server).SendAsync(request);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task A_refusal_of_the_request_itself_is_not_repeated()
    {
        var server = new Server(HttpStatusCode.NotFound);

        using var response = await Client(server).GetAsync(_address);

        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task An_attempt_that_hangs_ends_with_its_timeout()
    {
        var server = new Server { Hangs = true };

        await Assert.ThrowsAsync<TimeoutRejectedException>(() => Client(server).PostAsync(_address, content: null));
    }

    [Fact]
    public async Task After_many_failures_requests_are_refused_without_being_sent()
    {
        var server = new Server(HttpStatusCode.ServiceUnavailable);
        var client = Client(server, options => options.CircuitBreaker.MinimumThroughput = 5);
        for (var i = 0; i < 5; i++)
        {
            using var response = await client.PostAsync(_address, content: null);
        }

        await Assert.ThrowsAsync<BrokenCircuitException>(() => client.PostAsync(_address, content: null));
        Assert.Equal(5, server.Requests);
    }

    [Fact]
    public async Task Clients_that_share_the_defaults_share_the_breaker_across_handlers()
    {
        var server = new Server(HttpStatusCode.ServiceUnavailable);
        var services = Services(server, options => options.CircuitBreaker.MinimumThroughput = 5);
        for (var i = 0; i < 5; i++)
        {
            using var response = await services.CreateClient($"client{i}").PostAsync(_address, content: null);
        }

        await Assert.ThrowsAsync<BrokenCircuitException>(() => services.CreateClient("last").PostAsync(_address, content: null));
    }

    [Fact]
    public void Limits_that_contradict_each_other_are_refused()
    {
        var services = Services(new Server(), options => options.TotalRequestTimeout.Timeout = options.AttemptTimeout.Timeout);

        Assert.Throws<OptionsValidationException>(() => services.CreateClient("any"));
    }

    private static HttpClient Client(Server server, Action<HttpStandardResilienceOptions>? configure = null) => Services(server, configure).CreateClient("any");

    private static IHttpClientFactory Services(Server server, Action<HttpStandardResilienceOptions>? configure)
    {
        var services = new ServiceCollection();
        services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler(options =>
            {
#pragma warning disable EXTEXP0001 // Experimental in some versions of the genuine package.
                options.Retry.DisableForUnsafeHttpMethods();
#pragma warning restore EXTEXP0001
                options.Retry.Delay = TimeSpan.FromMilliseconds(1);
                options.AttemptTimeout.Timeout = TimeSpan.FromMilliseconds(300);
                configure?.Invoke(options);
            });
            http.ConfigurePrimaryHttpMessageHandler(() => server);
        });
        return services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>();
    }

    /// <summary>Answers with the given codes in turn; the last one stays.</summary>
    private sealed class Server(params HttpStatusCode[] answers) : HttpMessageHandler
    {
        public bool Hangs { get; init; }

        public int Requests { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Hangs)
                await Task.Delay(Timeout.Infinite, cancellationToken);
            return new HttpResponseMessage(answers[Math.Min(Requests++, answers.Length - 1)]);
        }
    }
}
