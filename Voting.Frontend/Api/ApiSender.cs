using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Polly;
using Polly.CircuitBreaker;

namespace Voting.Frontend.Api;

/// <summary>Sends requests to the HTTP API. Never throws for what the API or the network does; all calls for one page end within <see cref="Timeout"/>.</summary>
internal sealed class ApiSender(HttpClient http, ILogger<ApiSender> logger)
{
    /// <summary>Below the five seconds within which a person must have an answer.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    // One sender serves one page, and its clock starts with the first call.
    private long _began;

    /// <summary>The document of an answer with the status <paramref name="expected"/>, or why there is none.</summary>
    public Task<ApiResult<T>> SendAsync<T>(HttpRequestMessage request, HttpStatusCode expected, JsonTypeInfo<T> shape, CancellationToken ct)
        where T : class
        => SendAsync(request, expected, async (content, stop) => await content.ReadFromJsonAsync(shape, stop) ?? throw new JsonException("Api answered null."), ct);

    /// <summary>Null after an answer with the status <paramref name="expected"/>, whatever it says.</summary>
    public async Task<ApiError?> SendAsync(HttpRequestMessage request, HttpStatusCode expected, CancellationToken ct)
        => (await SendAsync(request, expected, (_, _) => Task.FromResult(""), ct)).Error;

    private async Task<ApiResult<T>> SendAsync<T>(HttpRequestMessage request, HttpStatusCode expected, Func<HttpContent, CancellationToken, Task<T>> read, CancellationToken ct)
        where T : class
    {
        if (TimeLeft() is not { } left)
        {
            return ApiError.NotSent;
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(left);
        try
        {
            using (request)
            using (var response = await http.SendAsync(request, timeout.Token))
            {
                return response.StatusCode == expected ? await read(response.Content, timeout.Token) : await ErrorAsync(response, timeout.Token);
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            Log.ApiTooSlow(logger, Timeout.TotalSeconds);
            return ApiError.NoAnswer;
        }
        catch (Exception exception) when (exception is HttpRequestException or ExecutionRejectedException or JsonException or IOException)
        {
            Log.ApiUnreachable(logger, exception.Message);
            return WasNeverSent(exception) ? ApiError.NotSent : ApiError.NoAnswer;
        }
    }

    private TimeSpan? TimeLeft()
    {
        if (_began == 0)
        {
            _began = Stopwatch.GetTimestamp();
        }

        var left = Timeout - Stopwatch.GetElapsedTime(_began);
        return left > TimeSpan.Zero ? left : null;
    }

    private static bool WasNeverSent(Exception exception) =>
        exception is BrokenCircuitException
        or HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError };

    private static async Task<ApiError> ErrorAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var problem = await ProblemAsync(response.Content, ct);
        var detail = problem?.Errors is { Count: > 0 } errors ? string.Join(" ", errors.Values.SelectMany(messages => messages)) : problem?.Detail;
        var error = (int)response.StatusCode is >= 400 and < 500
            ? new ApiError((int)response.StatusCode, detail, DelayOf(response.Headers.RetryAfter))
            : new ApiError(StatusCodes.Status503ServiceUnavailable, detail, DelayOf(response.Headers.RetryAfter) ?? ApiError.DefaultRetryAfter);
        return error with { Code = problem?.Code, Errors = problem?.Errors };
    }

    private static async Task<Problem?> ProblemAsync(HttpContent content, CancellationToken ct)
    {
        if (content.Headers.ContentType?.MediaType is not ("application/problem+json" or "application/json"))
        {
            return null;
        }

        try
        {
            return await content.ReadFromJsonAsync(ApiJson.Default.Problem, ct);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TimeSpan? DelayOf(RetryConditionHeaderValue? retryAfter) =>
        retryAfter?.Delta ?? (retryAfter?.Date is { } date && date > DateTimeOffset.UtcNow ? date - DateTimeOffset.UtcNow : null);
}
