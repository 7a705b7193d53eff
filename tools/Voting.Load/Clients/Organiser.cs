using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Voting.Load.Clients;

/// <summary>The organiser's and the public's requests that are no votes, and the worker's recount.</summary>
internal sealed class Organiser(Uri api, string key) : IDisposable
{
    private readonly HttpClient _http = new()
    {
        BaseAddress = api,
        Timeout = TimeSpan.FromSeconds(10),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
    };

    /// <summary>Opens a poll of one choice between cats and dogs. That it is there already is well.</summary>
    public async Task OpenPollAsync(string poll, CancellationToken ct)
    {
        using var answer = await _http.PostAsJsonAsync(
            "/api/v1/polls", new { id = poll, question = "Cats or dogs?", kind = "single", options = new[] { new { label = "Cats" }, new { label = "Dogs" } } }, ct);
        if (answer.StatusCode != HttpStatusCode.Conflict)
        {
            answer.EnsureSuccessStatusCode();
        }
    }

    public async Task ClosePollAsync(string poll, CancellationToken ct)
    {
        using var answer = await _http.PostAsync($"/api/v1/polls/{poll}/close", content: null, ct);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<JsonElement> ResultsAsync(string poll, CancellationToken ct)
        => await _http.GetFromJsonAsync<JsonElement>($"/api/v1/polls/{poll}/results", ct);

    public void Dispose() => _http.Dispose();
}
