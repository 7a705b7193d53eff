using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Voting.Worker.Balance;

/// <summary>Degraded, not unhealthy, when the balance stays off zero: taking the worker away would not bring a vote back.</summary>
internal sealed class BalanceHealthCheck(BalanceMonitor monitor) : IHealthCheck
{
    private static readonly TimeSpan _tolerated = TimeSpan.FromSeconds(10);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(monitor.OffFor <= _tolerated
            ? HealthCheckResult.Healthy($"Ledger balance {monitor.Latest?.Balance ?? 0}.")
            : HealthCheckResult.Degraded($"The ledger balance has been {monitor.Latest!.Balance} for {monitor.OffFor.TotalSeconds:F0} s."));
}
