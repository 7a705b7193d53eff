using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Voting.Api.Http;
using Voting.Contracts.Errors;

namespace Voting.Api.Hosts;

/// <summary>Where anyone may make polls: each client's address makes a few at once, and one more from time to time. The administrator makes as many as it takes.</summary>
internal sealed class NewPolls : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _allowed;
    private readonly int _pauseSeconds;

    public NewPolls(IOptions<LimitOptions> options)
    {
        _pauseSeconds = Math.Max(1, (int)Math.Ceiling(options.Value.NewPollPause.TotalSeconds));
        _allowed = RateLimiting.PerClient(options.Value.NewPolls, options.Value.NewPollPause);
    }

    /// <summary>The endpoint's filter.</summary>
    public static async ValueTask<object?> LimitAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!http.User.IsAdministrator())
        {
            var polls = http.RequestServices.GetRequiredService<NewPolls>();
            using var lease = polls._allowed.AttemptAcquire(http);
            if (!lease.IsAcquired)
            {
                return ApiErrors.TooManyRequests(http, ErrorCode.TooManyRequests, "This address makes more polls than its share. Try again later.", polls._pauseSeconds);
            }
        }

        return await next(context);
    }

    public void Dispose() => _allowed.Dispose();
}
