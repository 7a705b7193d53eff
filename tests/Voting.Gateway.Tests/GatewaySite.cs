using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Voting.Gateway.Tests;

/// <summary>The gateway itself on a port of the loopback, with the addresses of services that a test gives it.</summary>
internal sealed class GatewaySite : WebApplicationFactory<Program>
{
    private readonly IReadOnlyList<KeyValuePair<string, string?>> _services;

    private GatewaySite(params IReadOnlyList<KeyValuePair<string, string?>> services) => _services = services;

    /// <summary>A client of the gateway, with <paramref name="services"/> by their names behind it; the others are away.</summary>
    public static (GatewaySite Gateway, HttpClient Client) Before(params IEnumerable<(string Name, string Address)> services)
    {
        var gateway = new GatewaySite([.. services.Select(service => new KeyValuePair<string, string?>($"services:{service.Name}:http:0", service.Address))]);
        gateway.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        gateway.StartServer();
        var address = gateway.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        return (gateway, new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null }) { BaseAddress = new(address) });
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environments.Production);
        builder.ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection([.. _services, new("Logging:LogLevel:Default", "Critical")]));
    }
}
