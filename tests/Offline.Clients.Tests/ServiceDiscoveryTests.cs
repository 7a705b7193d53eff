using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Offline.Clients.Tests;

public sealed class ServiceDiscoveryTests
{
    [Theory]
    [InlineData("http://api/x?y=1", "http://127.0.0.1:5000/x?y=1")]
    [InlineData("https://api/", "https://127.0.0.1:5443/")]
    [InlineData("https+http://api/", "https://127.0.0.1:5443/")]
    [InlineData("http://_admin.api/", "http://127.0.0.1:5999/")]
    [InlineData("https+http://results/", "http://127.0.0.1:5001/")]
    [InlineData("http://plain/", "http://127.0.0.1:7000/")]
    [InlineData("http://empty/", "http://empty/")]
    [InlineData("https+http://half/", "http://127.0.0.1:7001/")]
    [InlineData("http://unknown:81/", "http://unknown:81/")]
    [InlineData("https+http://unknown/", "https://unknown/")]
    [InlineData("http://127.0.0.1:8080/", "http://127.0.0.1:8080/")]
    public async Task A_name_is_sent_to_its_configured_address_and_else_to_dns(string asked, string sent)
    {
        var (client, sender) = Client();

        await client.GetAsync(new Uri(asked));

        Assert.Equal(sent, Assert.Single(sender.Addresses));
    }

    [Fact]
    public async Task Several_addresses_take_turns()
    {
        var (client, sender) = Client();

        for (var i = 0; i < 4; i++)
        {
            await client.GetAsync(new Uri("http://many/"));
        }

        Assert.Equal(["http://127.0.0.1:1/", "http://127.0.0.1:2/", "http://127.0.0.1:1/", "http://127.0.0.1:2/"], sender.Addresses);
    }

    [Fact]
    public async Task A_changed_configuration_is_read_again()
    {
        var configuration = Configuration();
        var (client, sender) = Client(configuration);
        await client.GetAsync(new Uri("http://api/"));

        configuration["services:api:http:0"] = "http://127.0.0.1:6000";
        configuration.Reload();
        await client.GetAsync(new Uri("http://api/"));

        Assert.Equal(["http://127.0.0.1:5000/", "http://127.0.0.1:6000/"], sender.Addresses);
    }

    private static IConfigurationRoot Configuration() => new ConfigurationBuilder().AddInMemoryCollection(
    [
        new("services:api:http:0", "http://127.0.0.1:5000"),
        new("services:api:https:0", "https://127.0.0.1:5443"),
        new("services:api:admin:0", "http://127.0.0.1:5999"),
        new("services:results:http:0", "http://127.0.0.1:5001"),
        new("services:plain:http:0", "127.0.0.1:7000"),
        new("services:empty:http", ""),
        new("services:empty:default:0", " "),
        new("services:half:https", ""),
        new("services:half:http:0", "http://127.0.0.1:7001"),
        new("services:many:http:0", "http://127.0.0.1:1"),
        new("services:many:http:1", "http://127.0.0.1:2"),
    ]).Build();

    private static (HttpClient Client, Sender Sender) Client(IConfiguration? configuration = null)
    {
        var sender = new Sender();
        var services = new ServiceCollection().AddSingleton(configuration ?? Configuration());
        services.AddHttpClient("test").AddServiceDiscovery().ConfigurePrimaryHttpMessageHandler(() => sender);
        return (services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>().CreateClient("test"), sender);
    }

    private sealed class Sender : HttpMessageHandler
    {
        public List<string> Addresses { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Addresses.Add(request.RequestUri!.AbsoluteUri);
            return Task.FromResult(new HttpResponseMessage());
        }
    }
}
