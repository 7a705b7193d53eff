using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using StackExchange.Redis;
using Voting.Contracts.Errors;

namespace Voting.Api.Http;

/// <summary>
/// What goes wrong below becomes an answer: a store that is away is 503 with Retry-After, a body that cannot be read is 4xx with the
/// reason. Everything else is a fault of this program or its set-up: it stays an exception, so that it is logged with its stack and answered 500.
/// </summary>
internal sealed class StoreExceptionHandler(IProblemDetailsService problems, ILogger<StoreExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (status, code, reason) = exception switch
        {
            BadHttpRequestException bad => (bad.StatusCode, ErrorCode.Of(bad.StatusCode), Reason(bad)),
            _ when IsStreamOutage(exception) => (StatusCodes.Status503ServiceUnavailable, ErrorCode.StreamUnavailable,
                "The vote stream is not available, so nothing can be promised. Try again soon; with the same Idempotency-Key a vote is never counted twice."),
            _ when IsLedgerOutage(exception) => (StatusCodes.Status503ServiceUnavailable, ErrorCode.LedgerUnavailable,
                "The ledger is not available at the moment. Votes are accepted and kept meanwhile."),
            _ => default,
        };
        if (status == 0)
        {
            return false;
        }

        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            Log.StoreUnavailable(logger, exception.GetType().Name, exception.Message);
            httpContext.Response.Headers.RetryAfter = ApiErrors.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }

        httpContext.Response.StatusCode = status;
        return await problems.TryWriteAsync(new()
        {
            HttpContext = httpContext,
            ProblemDetails = { Status = status, Detail = reason, Extensions = { [ApiErrors.Code] = code } },
        });
    }

    /// <summary>A store is away, as opposed to something that is wrong with one row or with this program.</summary>
    public static bool IsOutage(Exception exception) => IsStreamOutage(exception) || IsLedgerOutage(exception);

    // A server error is an answer of a Redis that works, about a command or a script of ours; but some say that it cannot take a write now.
    private static bool IsStreamOutage(Exception exception) => exception switch
    {
        RedisServerException server => _refusals.Any(word => server.Message.StartsWith(word, StringComparison.Ordinal)),
        RedisConnectionException or RedisTimeoutException or TimeoutException or ObjectDisposedException => true,
        _ => false,
    };

    // OOM: memory is full. LOADING, MASTERDOWN, READONLY, NOREPLICAS, MISCONF, BUSY: it starts, is a replica, cannot write its file, or runs
    // a script that does not end. NOAUTH and WRONGPASS: its password was changed. AHEAD: our own check of the last id (check-last-id.lua).
    private static readonly string[] _refusals = ["OOM", "LOADING", "MASTERDOWN", "READONLY", "NOREPLICAS", "MISCONF", "BUSY", "NOAUTH", "WRONGPASS", "AHEAD", "ERR AHEAD"];

    // Entity Framework wraps what Npgsql throws, once or twice.
    private static bool IsLedgerOutage(Exception? exception) => exception switch
    {
        PostgresException postgres => postgres.IsTransient || IsOutageState(postgres.SqlState),
        NpgsqlException npgsql => npgsql.IsTransient || npgsql.InnerException is null or TimeoutException or IOException or SocketException or OperationCanceledException,
        InvalidOperationException or DbUpdateException => IsLedgerOutage(exception.InnerException),
        _ => false,
    };

    // Classes 53 (out of resources), 57P (shutting down) and 08 (connection); 57014 is a command that took longer than it may; 25006 is a server that only reads; 28: its password was changed.
    private static bool IsOutageState(string state)
        => state.StartsWith("53", StringComparison.Ordinal) || state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("08", StringComparison.Ordinal)
            || state.StartsWith("28", StringComparison.Ordinal) || state is PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.ReadOnlySqlTransaction;

    // The library's own messages name types of this program, which tell a client nothing.
    private static string Reason(BadHttpRequestException bad) => bad switch
    {
        { InnerException: JsonException json } => $"The body is not the JSON that is expected: see {json.Path ?? "$"}, byte {json.BytePositionInLine ?? 0} of line {json.LineNumber + 1 ?? 1}.{Allowed(json.Path)}",
        _ => ApiErrors.Reason(bad.StatusCode) ?? "The request is malformed, or has no JSON body.",
    };

    private static string Allowed(string? path) => path switch
    {
        "$.kind" => " A kind is single, multiple, approval, ranking or score.",
        "$.voters" => " It is link or codes.",
        "$.method" => " A method is plurality, approval, instant-runoff, single-transferable-vote, schulze, ranked-pairs, borda, mean-score, star or median.",
        "$.maxScore" or "$.minChoices" or "$.maxChoices" => " It is a whole number.",
        _ when path?.StartsWith("$.scores", StringComparison.Ordinal) == true => " A score is a whole number.",
        _ => "",
    };
}
