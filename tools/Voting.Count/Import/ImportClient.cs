using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Voting.Contracts.Ballots;
using Voting.Contracts.Polls;

namespace Voting.Count.Import;

/// <summary>The public API, as an import asks it. 429 and 503 are waited for as long as the API says; every request may be sent again.</summary>
internal sealed class ImportClient : IDisposable
{
    // An import is slowed down to Limits:ClientRate; it may wait that often for one ballot.
    private const int Attempts = 30;

    private readonly HttpClient _http;

    public ImportClient(Uri api, string? key, HttpMessageHandler network)
    {
        var retry = new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(new HttpRetryStrategyOptions { MaxRetryAttempts = Attempts, MaxDelay = TimeSpan.FromSeconds(10) })
            .Build();
        _http = new(new ResilienceHandler(retry) { InnerHandler = network }) { BaseAddress = api, Timeout = TimeSpan.FromMinutes(10) };
        As(key);
    }

    /// <summary>From now on with this key.</summary>
    public void As(string? key) => _http.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);

    /// <exception cref="UsageException">The API refused; the message has its reason.</exception>
    public async Task<JsonElement> PostAsync(string path, object? body, CancellationToken ct)
    {
        using var answer = await _http.PostAsJsonAsync(path, body ?? new { }, ct);
        return await ReadAsync(answer, ct);
    }

    /// <exception cref="UsageException">The API refused; the message has its reason.</exception>
    public async Task CastAsync(string poll, CastBallotRequest ballot, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/polls/{poll}/ballots") { Content = JsonContent.Create(ballot, options: _ballotJson) };
        // The code is good for one ballot, so the ballot sent again is the same one.
        request.Headers.Add("Idempotency-Key", "import");
        using var answer = await _http.SendAsync(request, ct);
        await ReadAsync(answer, ct);
    }

    /// <exception cref="UsageException">The API refused; the message has its reason.</exception>
    public async Task<IReadOnlyList<string>> AddCodesAsync(string poll, int count, CancellationToken ct)
        => [.. (await PostAsync($"/api/v1/polls/{poll}/codes", new AddCodesRequest(count), ct)).GetProperty("codes").EnumerateArray().Select(code => code.GetString()!)];

    /// <summary>How many codes the poll has had.</summary>
    /// <exception cref="UsageException">The API refused; the message has its reason.</exception>
    public async Task<int> CodesMadeAsync(string poll, CancellationToken ct)
    {
        using var answer = await _http.GetAsync(new Uri($"/api/v1/polls/{poll}/codes", UriKind.Relative), ct);
        return (await ReadAsync(answer, ct)).GetProperty("made").GetInt32();
    }

    /// <summary>The results of a poll whose final count is made; null until then.</summary>
    /// <exception cref="UsageException">The API refused; the message has its reason.</exception>
    public async Task<JsonElement?> FinalResultsAsync(string poll, CancellationToken ct)
    {
        // There is a bundle from the moment on at which there is a final count.
        using var bundle = await _http.GetAsync(new Uri($"/api/v1/polls/{poll}/bundle", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, ct);
        if (bundle.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
        {
            return null;
        }

        using var results = await _http.GetAsync(new Uri($"/api/v1/polls/{poll}/results", UriKind.Relative), ct);
        return await ReadAsync(results, ct);
    }

    public void Dispose() => _http.Dispose();

    private static readonly JsonSerializerOptions _ballotJson = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, CancellationToken ct)
        => answer.IsSuccessStatusCode
            ? await answer.Content.ReadFromJsonAsync<JsonElement>(ct)
            : throw new UsageException($"the API answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(ct)}");
}
