using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Voting.Api.Polls;

/// <summary>Ready once the polls of the schema are on the stream. After that PostgreSQL may go away: votes are still accepted.</summary>
internal sealed class PollsHealthCheck(PollOutbox relay) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(relay.Published.IsCompletedSuccessfully
            ? HealthCheckResult.Healthy("The polls are published.")
            : HealthCheckResult.Unhealthy("The polls are not published yet."));
}
