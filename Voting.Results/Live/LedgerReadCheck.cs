using Microsoft.Extensions.Diagnostics.HealthChecks;
using Voting.Results.Ledger;

namespace Voting.Results.Live;

/// <summary>Not ready until the ledger was read once. Later the board can show its last picture and says so: degraded, which still serves.</summary>
internal sealed class LedgerReadCheck(PollIndex index, TallyBoard board) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            !index.IsLoaded ? HealthCheckResult.Unhealthy("The ledger has not been read yet.")
            : board.IsConnected ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("The ledger cannot be read; the last results are shown with their time."));
}
