using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Voting.Contracts.Errors;

namespace Voting.Api.Http;

/// <summary>ASP.NET Core's limiters, asked before a body is read: a share for each client's address, and how many votes are in progress in this process.</summary>
internal static class RateLimiting
{
    /// <summary>Policy of the endpoint that takes votes.</summary>
    public const string Votes = "votes";

    public static void AddRateLimiting(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<LimitOptions>>((limiter, options) => Configure(limiter, options.Value));
    }

    /// <summary>What one client is told from another by: its address, IPv6 by the /64 that a household has.</summary>
    public static string Client(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address)
        {
            return "";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        return Convert.ToHexString(bytes.AsSpan(0, Math.Min(bytes.Length, 8)));
    }

    /// <summary>Lets each client's address do something <paramref name="atOnce"/> times, and once more each <paramref name="pause"/>.</summary>
    public static PartitionedRateLimiter<HttpContext> PerClient(int atOnce, TimeSpan pause)
        => PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetTokenBucketLimiter(Client(http), _ => new()
        {
            TokenLimit = atOnce,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = pause,
            QueueLimit = 0,
        }));

    private static void Configure(RateLimiterOptions limiter, LimitOptions limits)
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => limits.ClientRate == 0 || !http.Request.Path.StartsWithSegments("/api/v1", StringComparison.Ordinal)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetTokenBucketLimiter(Client(http), _ => new()
            {
                TokenLimit = limits.ClientBurst,
                TokensPerPeriod = Math.Max(1, limits.ClientRate / 10),
                ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
                QueueLimit = 0,
            }));
        limiter.AddConcurrencyLimiter(Votes, votes => (votes.PermitLimit, votes.QueueLimit) = (limits.MaxInProgress, 0));
        limiter.OnRejected = RefuseAsync;
    }

    // The token bucket knows when it has more; the concurrency limiter does not.
    private static async ValueTask RefuseAsync(OnRejectedContext context, CancellationToken ct)
    {
        var http = context.HttpContext;
        var refusal = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait)
            ? ApiErrors.TooManyRequests(http, ErrorCode.TooManyRequests, "This address sends more requests than its share. Try again soon.", Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)))
            : ApiErrors.Unavailable(http, ErrorCode.Busy, "Too many votes are in progress here; this vote was not accepted. Try again soon.");
        await refusal.ExecuteAsync(http);
    }
}
