using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Voting.Worker.Intake;

namespace Voting.Worker.Balance;

/// <summary>
/// Notices an intake that stands still: entries wait, PostgreSQL and Redis answer, and yet no entry gets an outcome, by this worker
/// or another. Whatever holds it up, an operator has to know; the balance is 0 meanwhile.
/// </summary>
internal sealed class IntakeProgress(IOptions<IntakeOptions> options, TimeProvider time, ILogger<IntakeProgress> logger)
{
    private readonly TimeSpan _tolerated = options.Value.StalledAfter;
    private long _outcomes = -1;
    private long _since;
    private long _saidAt;
    private long _inFlight;

    /// <summary>How long entries have waited while none got an outcome; zero while they move, while none waits, and while a store is away.</summary>
    public TimeSpan StillFor => _since == 0 ? TimeSpan.Zero : time.GetElapsedTime(_since);

    /// <summary>Longer than is tolerated.</summary>
    public bool IsStalled => StillFor > _tolerated;

    /// <summary>Entries that wait.</summary>
    public long InFlight => _inFlight;

    /// <summary>A reading of both stores.</summary>
    public void Observe(LedgerBalance balance)
    {
        var outcomes = balance.Stored + balance.DeadLettered;
        _inFlight = balance.InFlight;
        if (balance.InFlight == 0 || outcomes != _outcomes)
        {
            _outcomes = outcomes;
            if (_saidAt != 0)
            {
                Log.IntakeMoves(logger);
            }

            (_since, _saidAt) = (balance.InFlight == 0 ? 0 : time.GetTimestamp(), 0);
            return;
        }

        if (_since == 0)
        {
            _since = time.GetTimestamp();
        }

        if (IsStalled && (_saidAt == 0 || time.GetElapsedTime(_saidAt) > _tolerated))
        {
            _saidAt = time.GetTimestamp();
            Log.IntakeStalled(logger, balance.InFlight, StillFor.TotalSeconds);
        }
    }

    /// <summary>There is no reading, because a store is away: that is another alarm's business.</summary>
    public void ObserveNothing() => _since = 0;
}

/// <summary>Not ready while the intake stands still.</summary>
internal sealed class IntakeProgressHealthCheck(IntakeProgress progress) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(progress.IsStalled
            ? HealthCheckResult.Unhealthy($"{progress.InFlight} entries wait, and none got an outcome for {progress.StillFor.TotalSeconds:F0} s.")
            : HealthCheckResult.Healthy("No entry waits without end."));
}
