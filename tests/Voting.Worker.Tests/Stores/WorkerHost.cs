using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Voting.Worker.Balance;

namespace Voting.Worker.Tests.Stores;

/// <summary>The whole worker, as its Program builds it, in this process.</summary>
internal sealed class WorkerHost(string redis, string votes, string claimAfter) : WebApplicationFactory<Program>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("ConnectionStrings:redis", redis);
        builder.UseSetting("ConnectionStrings:votes", votes);
        builder.UseSetting("Intake:ClaimAfter", claimAfter);
        builder.ConfigureLogging(logging => logging.ClearProviders());
    }

    public Task<LedgerBalance> BalanceAsync() => Services.GetRequiredService<BalanceMonitor>().TakeAsync(default);

    public Task ReadyAsync() => Services.GetRequiredService<SchemaReadiness>().Ready;
}
