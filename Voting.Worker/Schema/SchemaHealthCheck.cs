using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Voting.Worker.Schema;

internal sealed class SchemaHealthCheck(SchemaMigrator migrator) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(migrator.Ready.IsCompletedSuccessfully
            ? HealthCheckResult.Healthy("The ledger's schema is up to date.")
            : HealthCheckResult.Unhealthy("The ledger's schema is not ready."));
}
