using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Voting.Worker.Balance;

/// <summary>Degraded, not unhealthy, when the balance stays off zero: taking the worker away would not bring a vote back.</summary>
internal sealed class BalanceHealthCheck(BalanceMonitor monitor) : IHealthCheck
{
    private static readonly TimeSpan _tolerated = TimeSpan.FromSeconds(10);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(monitor.Latest switch
        {
            null => HealthCheckResult.Healthy("The ledger balance is not known."),
            { Balance: var balance } when monitor.OffFor is var time && time > _tolerated => HealthCheckResult.Degraded($"The ledger balance has been {balance} for {time.TotalSeconds:F0} s."),
            { Balance: var balance } => HealthCheckResult.Healthy($"Ledger balance {balance}."),
        });
}
