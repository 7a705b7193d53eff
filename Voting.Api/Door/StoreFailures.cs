using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using StackExchange.Redis;

namespace Voting.Api.Door;

/// <summary>What goes wrong below becomes an answer: a store that is away is 503 with Retry-After, a body that cannot be read is 4xx with the reason.</summary>
internal sealed class StoreFailures(IProblemDetailsService problems, ILogger<StoreFailures> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (status, reason) = exception switch
        {
            BadHttpRequestException bad => (bad.StatusCode, Reason(bad)),
            RedisException or TimeoutException or ObjectDisposedException
                => (StatusCodes.Status503ServiceUnavailable, "The vote stream is not available, so nothing can be promised. Try again soon; with the same Idempotency-Key a vote is never counted twice."),
            _ when IsDatabase(exception) => (StatusCodes.Status503ServiceUnavailable, "The ledger is not available at the moment. Votes are accepted and kept meanwhile."),
            _ => (0, ""),
        };
        if (status == 0)
        {
            return false;
        }

        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            Log.StoreUnavailable(logger, exception.GetType().Name, exception.Message);
            httpContext.Response.Headers.RetryAfter = Problems.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }

        httpContext.Response.StatusCode = status;
        return await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = { Status = status, Detail = reason } });
    }

    /// <summary>A store is away, as opposed to something that is wrong with one row.</summary>
    public static bool IsOutage(Exception exception)
        => exception is RedisException or TimeoutException or ObjectDisposedException || IsDatabase(exception);

    // The library's own messages name types of this program, which tell a client nothing.
    private static string Reason(BadHttpRequestException bad) => bad switch
    {
        { InnerException: JsonException json } => $"The body is not the JSON that is expected: see {json.Path ?? "$"}, byte {json.BytePositionInLine ?? 0} of line {json.LineNumber + 1 ?? 1}.",
        _ => Problems.Reason(bad.StatusCode) ?? "The request is malformed, or has no JSON body.",
    };

    // Entity Framework wraps what Npgsql throws, once or twice.
    private static bool IsDatabase(Exception? exception)
        => exception is NpgsqlException || (exception is InvalidOperationException or DbUpdateException && IsDatabase(exception.InnerException));
}
