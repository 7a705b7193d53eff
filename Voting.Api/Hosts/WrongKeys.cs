using System.Diagnostics.Metrics;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Voting.Api.Http;

namespace Voting.Api.Hosts;

/// <summary>Slows who guesses keys: each client's address has a few wrong ones, and one more from time to time.</summary>
internal sealed class WrongKeys : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _allowed;
    private readonly Meter _meter;
    private readonly Counter<long> _count;
    private readonly ILogger<WrongKeys> _logger;

    public WrongKeys(IOptions<LimitOptions> options, IMeterFactory meters, ILogger<WrongKeys> logger)
    {
        _logger = logger;
        _meter = meters.Create(Ballots.BallotTelemetry.Name);
        _count = _meter.CreateCounter<long>("voting.keys.refused", "{request}", "Requests with a wrong administrator or host key.");
        RetryAfterSeconds = Math.Max(1, (int)Math.Ceiling(options.Value.WrongKeyPause.TotalSeconds));
        _allowed = RateLimiting.PerClient(options.Value.WrongKeys, options.Value.WrongKeyPause);
    }

    /// <summary>Until the next wrong key is allowed, at most.</summary>
    public int RetryAfterSeconds { get; }

    /// <summary>Whether this client has used up its wrong keys.</summary>
    /// <remarks>Asked for no permit, the limiter grants it as soon as a fraction of the next one is there; only whole ones count.</remarks>
    public bool MustWait(HttpContext http) => _allowed.GetStatistics(http) is { CurrentAvailablePermits: 0 };

    /// <summary>Counts a wrong key of this client.</summary>
    public void Add(HttpContext http)
    {
        using var lease = _allowed.AttemptAcquire(http);
        _count.Add(1);
        Log.WrongKey(_logger, http.Request.Path);
    }

    public void Dispose()
    {
        _allowed.Dispose();
        _meter.Dispose();
    }
}
