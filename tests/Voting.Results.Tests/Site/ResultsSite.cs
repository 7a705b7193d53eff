using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Voting.Results.Tests.Site;

/// <summary>The service itself, on a ledger.</summary>
internal sealed class ResultsSite(string connection, params (string Key, string Value)[] settings) : WebApplicationFactory<Program>
{
    public static ResultsSite On(WrittenLedger ledger) => new(ledger.ServiceConnection);

    /// <summary>Serves on a free port of the loopback, for a real browser.</summary>
    /// <returns>The site's address.</returns>
    public string Serve()
    {
        // Not UseKestrel(0): in 10.0 that overload changes the addresses while the service may be starting (aspnetcore 67714).
        UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        StartServer();
        return Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environments.Production);
        builder.UseDefaultServiceProvider(services => services.ValidateScopes = services.ValidateOnBuild = true);
        builder.UseSetting("Session:Keys:0", "a session key for tests only");
        builder.UseSetting("ConnectionStrings:votes", connection);
        builder.ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(
        [
            new("Logging:LogLevel:Default", "Critical"),
            .. settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value)),
        ]));
    }
}
