using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Voting.Worker.Balance;

namespace Voting.Worker.Tests.Stores;

/// <summary>The whole worker, as its Program builds it, in this process.</summary>
internal sealed class WorkerHost(string redis, string votes, string claimAfter, params (string Key, string Value)[] settings) : WebApplicationFactory<Program>
{
    public const string AdministratorKey = "administrator-key-of-the-tests";

    /// <summary>What it logged.</summary>
    public LogCapture Logs { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("ConnectionStrings:redis", redis);
        builder.UseSetting("ConnectionStrings:votes", votes);
        builder.UseSetting("Administrator:Key", AdministratorKey);
        builder.UseSetting("Intake:ClaimAfter", claimAfter);
        foreach (var (key, value) in settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Logs));
    }

    /// <summary>A client that has the administrator key.</summary>
    public HttpClient CreateAdministrator()
    {
        var client = CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", AdministratorKey);
        return client;
    }

    public Task<LedgerBalance> BalanceAsync() => Services.GetRequiredService<BalanceMonitor>().TakeAsync(default);

    public Task ReadyAsync() => Services.GetRequiredService<SchemaReadiness>().Ready;
}
