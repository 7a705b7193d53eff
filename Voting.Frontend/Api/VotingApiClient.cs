using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Polly;
using Polly.CircuitBreaker;

namespace Voting.Frontend.Api;

/// <summary>The HTTP API, as the ballot pages use it. Never throws for what the API or the network does; all calls for one page end within <see cref="Timeout"/>.</summary>
internal sealed class VotingApiClient(HttpClient http, ILogger<VotingApiClient> logger)
{
    /// <summary>Below the five seconds within which a voter must have an answer.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    // One client serves one page, and its clock starts with the first call.
    private long _began;

    public Task<ApiResult<IReadOnlyList<Poll>>> GetPollsAsync(CancellationToken ct) =>
        SendAsync(new(HttpMethod.Get, "api/v1/polls"), ApiJson.Default.IReadOnlyListPoll, ct);

    public Task<ApiResult<Poll>> GetPollAsync(string poll, CancellationToken ct) =>
        SendAsync(new(HttpMethod.Get, $"api/v1/polls/{Uri.EscapeDataString(poll)}"), ApiJson.Default.Poll, ct);

    public Task<ApiResult<BallotStatus>> GetBallotAsync(string poll, Guid ballot, CancellationToken ct) =>
        SendAsync(new(HttpMethod.Get, $"api/v1/polls/{Uri.EscapeDataString(poll)}/ballots/{ballot}"), ApiJson.Default.BallotStatus, ct);

    public Task<ApiResult<Receipt>> CastAsync(string poll, CastBallotRequest ballot, string idempotencyKey, CancellationToken ct)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/polls/{Uri.EscapeDataString(poll)}/ballots")
        {
            Content = JsonContent.Create(ballot, ApiJson.Default.CastBallotRequest),
        };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        return SendAsync(request, ApiJson.Default.Receipt, ct);
    }

    private async Task<ApiResult<T>> SendAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> shape, CancellationToken ct)
        where T : class
    {
        if (TimeLeft() is not { } left)
            return ApiError.NotSent;

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(left);
        try
        {
            using (request)
            using (var response = await http.SendAsync(request, timeout.Token))
                return await ReadAsync(response, ExpectedOf(request.Method), shape, timeout.Token);
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
            _began = Stopwatch.GetTimestamp();
        var left = Timeout - Stopwatch.GetElapsedTime(_began);
        return left > TimeSpan.Zero ? left : null;
    }

    // A POST that is answered by anything but a 202 is not a vote, whatever its body says.
    private static HttpStatusCode ExpectedOf(HttpMethod method) => method == HttpMethod.Post ? HttpStatusCode.Accepted : HttpStatusCode.OK;

    private static bool WasNeverSent(Exception exception) =>
        exception is BrokenCircuitException
        or HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError };

    private static async Task<ApiResult<T>> ReadAsync<T>(HttpResponseMessage response, HttpStatusCode expected, JsonTypeInfo<T> shape, CancellationToken ct)
        where T : class
    {
        if (response.StatusCode == expected)
            return await response.Content.ReadFromJsonAsync(shape, ct) ?? throw new JsonException("Api answered null.");

        var problem = await ProblemAsync(response.Content, ct);
        var detail = problem?.Errors is { Count: > 0 } errors ? string.Join(" ", errors.Values.SelectMany(messages => messages)) : problem?.Detail;
        return (int)response.StatusCode is >= 400 and < 500
            ? new ApiError((int)response.StatusCode, detail, DelayOf(response.Headers.RetryAfter))
            : new ApiError(StatusCodes.Status503ServiceUnavailable, detail, DelayOf(response.Headers.RetryAfter) ?? ApiError.DefaultRetryAfter);
    }

    private static async Task<Problem?> ProblemAsync(HttpContent content, CancellationToken ct)
    {
        if (content.Headers.ContentType?.MediaType is not ("application/problem+json" or "application/json"))
            return null;
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
