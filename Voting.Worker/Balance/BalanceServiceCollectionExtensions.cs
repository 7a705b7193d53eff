namespace Voting.Worker.Balance;

internal static class BalanceServiceCollectionExtensions
{
    public static void AddLedgerBalance(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<BalanceTelemetry>();
        builder.Services.AddSingleton<IntakeProgress>();
        builder.Services.AddSingleton<BalanceMonitor>();
        builder.Services.AddHostedService(services => services.GetRequiredService<BalanceMonitor>());
        builder.Services.AddHealthChecks().AddCheck<BalanceHealthCheck>("ledger-balance").AddCheck<IntakeProgressHealthCheck>("intake-progress", tags: [HealthEndpoints.ReadyTag]);
    }
}
