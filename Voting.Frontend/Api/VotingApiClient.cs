using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Polly;
using Polly.CircuitBreaker;

namespace Voting.Frontend.Api;

/// <summary>Wire 1, seen from the ballot paper. Never throws for what Api or the network does; all calls for one page end within <see cref="Patience"/>.</summary>
internal sealed class VotingApiClient(HttpClient http, ILogger<VotingApiClient> logger)
{
    /// <summary>Below the five seconds within which a voter must have an answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    // One client serves one page, and its clock starts with the first call.
    private long _began;

    public Task<Answer<IReadOnlyList<Poll>>> GetPollsAsync(CancellationToken ct) =>
        SendAsync(new(HttpMethod.Get, "api/v1/polls"), WireJson.Default.IReadOnlyListPoll, ct);

    public Task<Answer<Poll>> GetPollAsync(string poll, CancellationToken ct) =>
        SendAsync(new(HttpMethod.Get, $"api/v1/polls/{Uri.EscapeDataString(poll)}"), WireJson.Default.Poll, ct);

    public Task<Answer<BallotOutcome>> GetBallotAsync(string poll, Guid ballot, CancellationToken ct) =>
        SendAsync(new(HttpMethod.Get, $"api/v1/polls/{Uri.EscapeDataString(poll)}/ballots/{ballot}"), WireJson.Default.BallotOutcome, ct);

    public Task<Answer<Receipt>> CastAsync(string poll, Ballot ballot, string idempotencyKey, CancellationToken ct)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/polls/{Uri.EscapeDataString(poll)}/ballots")
        {
            Content = JsonContent.Create(ballot, WireJson.Default.Ballot),
        };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        return SendAsync(request, WireJson.Default.Receipt, ct);
    }

    private async Task<Answer<T>> SendAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> shape, CancellationToken ct)
        where T : class
    {
        if (PatienceLeft() is not { } left)
            return Refusal.NotSent;

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(left);
        try
        {
            using (request)
            using (var response = await http.SendAsync(request, patience.Token))
                return await ReadAsync(response, ExpectedOf(request.Method), shape, patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            Log.ApiTooSlow(logger, Patience.TotalSeconds);
            return Refusal.NoAnswer;
        }
        catch (Exception fault) when (fault is HttpRequestException or ExecutionRejectedException or JsonException or IOException)
        {
            Log.ApiUnreachable(logger, fault.Message);
            return WasNeverSent(fault) ? Refusal.NotSent : Refusal.NoAnswer;
        }
    }

    private TimeSpan? PatienceLeft()
    {
        if (_began == 0)
            _began = Stopwatch.GetTimestamp();
        var left = Patience - Stopwatch.GetElapsedTime(_began);
        return left > TimeSpan.Zero ? left : null;
    }

    // A POST that is answered by anything but a 202 is not a vote, whatever its body says.
    private static HttpStatusCode ExpectedOf(HttpMethod method) => method == HttpMethod.Post ? HttpStatusCode.Accepted : HttpStatusCode.OK;

    private static bool WasNeverSent(Exception fault) =>
        fault is BrokenCircuitException
        or HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError };

    private static async Task<Answer<T>> ReadAsync<T>(HttpResponseMessage response, HttpStatusCode expected, JsonTypeInfo<T> shape, CancellationToken ct)
        where T : class
    {
        if (response.StatusCode == expected)
            return await response.Content.ReadFromJsonAsync(shape, ct) ?? throw new JsonException("Api answered null.");

        var problem = await ProblemAsync(response.Content, ct);
        var detail = problem?.Errors?.Values.SelectMany(errors => errors).FirstOrDefault() ?? problem?.Detail;
        return (int)response.StatusCode is >= 400 and < 500
            ? new Refusal((int)response.StatusCode, detail, DelayOf(response.Headers.RetryAfter))
            : new Refusal(StatusCodes.Status503ServiceUnavailable, detail, DelayOf(response.Headers.RetryAfter) ?? Refusal.DefaultRetryAfter);
    }

    private static async Task<Problem?> ProblemAsync(HttpContent content, CancellationToken ct)
    {
        if (content.Headers.ContentType?.MediaType is not ("application/problem+json" or "application/json"))
            return null;
        try
        {
            return await content.ReadFromJsonAsync(WireJson.Default.Problem, ct);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TimeSpan? DelayOf(RetryConditionHeaderValue? retryAfter) =>
        retryAfter?.Delta ?? (retryAfter?.Date is { } date && date > DateTimeOffset.UtcNow ? date - DateTimeOffset.UtcNow : null);
}
