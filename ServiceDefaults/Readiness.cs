using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.Hosting;

/// <summary>Runs all checks for as many callers as ask at the same time, and answers in time even when a check hangs.</summary>
internal sealed class Readiness(HealthCheckService checks, TimeProvider time)
{
    public static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _answerTimeout = TimeSpan.FromSeconds(3.5);

    private readonly Lock _gate = new();
    private Task<HealthStatus> _running = Task.FromResult(HealthStatus.Healthy);

    public async Task<HealthStatus> CheckAsync()
    {
        Task<HealthStatus> running;
        lock (_gate)
        {
            if (_running.IsCompleted)
                _running = Task.Run(RunAsync);
            running = _running;
        }

        try
        {
            return await running.WaitAsync(_answerTimeout, time);
        }
        catch (TimeoutException)
        {
            // The check ignores its token, say in a blocking connect. Later callers join it, so that at most one is ever stuck.
            return HealthStatus.Unhealthy;
        }
    }

    private async Task<HealthStatus> RunAsync() => (await checks.CheckHealthAsync()).Status;
}
