using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;
using Voting.Api.Http;
using Voting.Api.Polls;
using Voting.Contracts.Errors;

namespace Voting.Api.Stores;

/// <summary>
/// Closed while Redis and PostgreSQL contradict each other: then no vote is accepted and no poll changed, and nothing that is there is
/// touched, until an administrator reconciles the stores. Only a proven contradiction closes it; a store that is away never does.
/// </summary>
internal sealed class StoreGate : IHealthCheck, IDisposable
{
    private const string Reason = "The vote stream and the ledger contradict each other, because one of them was restored to an earlier time. Nothing is accepted until whoever runs this service has reconciled them. Votes that were accepted are untouched.";

    private readonly SemaphoreSlim _one = new(1);
    private readonly IServiceScopeFactory _scopes;
    private readonly StreamAccounts _stream;
    private readonly ILogger<StoreGate> _logger;
    private readonly Meter _meter;
    private volatile string? _difference;

    public StoreGate(IServiceScopeFactory scopes, StreamAccounts stream, IConnectionMultiplexer redis, IMeterFactory meters, ILogger<StoreGate> logger)
    {
        (_scopes, _stream, _logger) = (scopes, stream, logger);
        _meter = meters.Create(Ballots.BallotTelemetry.Name);
        _meter.CreateObservableGauge("voting.stores.differ", () => IsClosed ? 1 : 0, null, "1 while Redis and PostgreSQL contradict each other, so that nothing is accepted.");
        // A restore needs a restart: what comes back is looked at before the next turn of the outbox.
        redis.ConnectionRestored += (_, _) => _ = TryCheckAsync();
    }

    /// <summary>Whether votes are refused. Read for each vote.</summary>
    public bool IsClosed => _difference is not null;

    /// <summary>Compares the stores.</summary>
    /// <returns>What contradicts; null where nothing does.</returns>
    /// <exception cref="Exception">A store is away: the gate stays as it is.</exception>
    public async Task<string?> CheckAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            var difference = await StoreComparison.FindAsync(_stream, scope.ServiceProvider.GetRequiredService<PollsDbContext>(), ct);
            if (difference is not null && _difference is null)
            {
                Log.StoresDiffer(_logger, difference);
            }
            else if (difference is null && _difference is not null)
            {
                Log.StoresAgree(_logger);
            }

            return _difference = difference;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The answer to whoever wants to vote or to change a poll.</summary>
    public static ProblemHttpResult Refuse(HttpContext http) => ApiErrors.Unavailable(http, ErrorCode.StoresDiffer, Reason);

    /// <summary>Refuses what would change a poll.</summary>
    public static async ValueTask<object?> RefuseAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        => context.HttpContext is var http && !HttpMethods.IsGet(http.Request.Method) && http.RequestServices.GetRequiredService<StoreGate>().IsClosed
            ? Refuse(http)
            : await next(context);

    /// <summary>Degraded, not unhealthy: taken out of the Service, it could not say what is the matter.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(_difference is { } difference ? HealthCheckResult.Degraded(difference) : HealthCheckResult.Healthy("The stores agree."));

    public void Dispose()
    {
        _meter.Dispose();
        _one.Dispose();
    }

    private async Task TryCheckAsync()
    {
        try
        {
            await CheckAsync(default);
        }
        catch (Exception)
        {
            // Away again, or not migrated yet: the outbox asks again within seconds, and says so.
        }
    }
}
