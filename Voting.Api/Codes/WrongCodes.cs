using System.Diagnostics.Metrics;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Voting.Api.Http;

namespace Voting.Api.Codes;

/// <summary>
/// Slows who guesses voting codes: each client's address has some wrong ones at once, and one more from time to time. What the check
/// character refuses is not counted: it was mistyped, and whoever guesses leaves it out.
/// </summary>
internal sealed class WrongCodes : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _allowed;
    private readonly Meter _meter;
    private readonly Counter<long> _count;

    public WrongCodes(IOptions<LimitOptions> options, IMeterFactory meters)
    {
        _meter = meters.Create(Ballots.BallotTelemetry.Name);
        _count = _meter.CreateCounter<long>("voting.codes.refused", "{request}", "Votes with a voting code that the poll does not have, or that was revoked.");
        RetryAfterSeconds = Math.Max(1, (int)Math.Ceiling(options.Value.WrongCodePause.TotalSeconds));
        _allowed = RateLimiting.PerClient(options.Value.WrongCodes, options.Value.WrongCodePause);
    }

    /// <summary>Until the next wrong code is allowed, at most.</summary>
    public int RetryAfterSeconds { get; }

    /// <summary>Whether this client has used up its wrong codes.</summary>
    /// <remarks>Asked for no permit, the limiter grants it as soon as a fraction of the next one is there; only whole ones count.</remarks>
    public bool MustWait(HttpContext http) => _allowed.GetStatistics(http) is { CurrentAvailablePermits: 0 };

    /// <summary>Counts a wrong code of this client.</summary>
    public void Add(HttpContext http)
    {
        using var lease = _allowed.AttemptAcquire(http);
        _count.Add(1);
    }

    public void Dispose()
    {
        _allowed.Dispose();
        _meter.Dispose();
    }
}
