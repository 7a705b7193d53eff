using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Voting.Frontend.Tests.Site;

/// <summary>The service itself, with an Api stub behind it.</summary>
internal sealed class FrontendSite : WebApplicationFactory<Program>
{
    private readonly string _api;
    private readonly string? _results;

    private readonly string _creators;

    public FrontendSite(string api, string? results = "https://results.example.org", string creators = "administrator")
    {
        _api = api;
        _results = results;
        _creators = creators;
        ClientOptions.BaseAddress = new("https://vote.example.org");
        ClientOptions.AllowAutoRedirect = false;
    }

    public static FrontendSite Before(ApiStub api) => new(api.Address);

    /// <summary>A site, and an API behind it, that let anyone make a poll.</summary>
    public static FrontendSite ForAnyone(ApiStub api)
    {
        api.Hosting.AnyoneCreates = true;
        return new(api.Address, creators: "anyone");
    }

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
        builder.UseSetting("ReloadStaticAssetsAtRuntime", "false"); // files as a published site serves them
        builder.UseSetting("Session:Keys:0", "a session key for tests only");
        builder.ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(
        [
            new("services:api:http:0", _api),
            new("Links:Results", _results),
            new("Hosting:Create", _creators),
            new("Logging:LogLevel:Default", "Critical"),
        ]));
    }
}
