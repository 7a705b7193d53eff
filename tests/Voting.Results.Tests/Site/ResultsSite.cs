using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Voting.Results.Tests.Site;

/// <summary>The room itself, on a ledger.</summary>
internal sealed class ResultsSite(string connection, params (string Key, string Value)[] settings) : WebApplicationFactory<Program>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environments.Production);
        builder.UseSetting("Session:Key", "a session key for tests only");
        builder.UseSetting("ConnectionStrings:votes", connection);
        builder.ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(
        [
            new("Logging:LogLevel:Default", "Critical"),
            .. settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value)),
        ]));
    }
}
