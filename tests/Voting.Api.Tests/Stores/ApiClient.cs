using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Voting.Contracts.Polls;
using Voting.Stores;

namespace Voting.Api.Tests.Stores;

/// <summary>Speaks wire 1 as any client does.</summary>
internal sealed class ApiClient(HttpClient http, LogCapture logs)
{
    public HttpClient Http => http;

    public static string NewPollId() => $"poll-{Guid.NewGuid():N}"[..20];

    /// <summary>A time in the one form that the API takes.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    public static string Voter(int number) => $"voter-{number:D16}";

    /// <summary>Opens a poll of cats and dogs; <paramref name="more"/> are further members of the draft as JSON.</summary>
    public async Task<string> OpenAsync(string more = "", string? id = null)
    {
        id ??= NewPollId();
        var opened = await HostAsync(HttpMethod.Post, "/api/v1/polls", Draft(id, more));
        Assert.True(opened.Status == 201, $"{opened.Took.TotalSeconds:F1} s: {opened.Text}\n{string.Join('\n', logs.Lines.TakeLast(20))}");
        return id;
    }

    public static string Draft(string id, string more = "")
        => $$"""{"id":"{{id}}","question":"Cats or dogs?","options":[{"label":"Cats"},{"label":"Dogs"}]{{(more.Length > 0 ? "," : "")}}{{more}}}""";

    /// <summary>Makes a draft of cats and dogs, and returns its host key too.</summary>
    public async Task<(string Poll, string HostKey)> DraftAsync(string more = "")
    {
        var id = NewPollId();
        var made = await HostAsync(HttpMethod.Post, "/api/v1/polls", Draft(id, more.Contains("\"draft\"", StringComparison.Ordinal) ? more : $"\"draft\":true{(more.Length > 0 ? "," : "")}{more}"));
        Assert.True(made.Status == 201, made.Text);
        return (id, (string)made.Json["hostKey"]!);
    }

    public Task<Answer> HostAsync(HttpMethod method, string path, string? body = null) => KeyAsync(ApiHost.AdministratorKey, method, path, body);

    public Task<Answer> KeyAsync(string key, HttpMethod method, string path, string? body = null)
        => SendAsync(method, path, body, ("Authorization", $"Bearer {key}"));

    public Task<Answer> CloseAsync(string poll) => HostAsync(HttpMethod.Post, $"/api/v1/polls/{poll}/close");

    public Task<Answer> CastAsync(string poll, int voter, string choice, string? key = null)
        => CastAsync(poll, $$"""{"voter":"{{Voter(voter)}}","choices":["{{choice}}"]}""", key);

    public Task<Answer> CastAsync(string poll, string body, string? key = null)
        => SendAsync(HttpMethod.Post, $"/api/v1/polls/{poll}/ballots", body, key is null ? [] : [("Idempotency-Key", key)]);

    /// <summary>What an administrator does after a store was restored, until it is done.</summary>
    public async Task<Answer> ReconcileAsync()
    {
        Answer? done = null;
        await Eventually.TrueAsync("the stores are reconciled", async () => (done = await HostAsync(HttpMethod.Post, "/api/v1/stores/reconcile")).Status == 200);
        return done!;
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<Answer> SendAsync(HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
        => SendContentAsync(method, path, body is null ? null : new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")), headers);

    public async Task<Answer> SendContentAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.Remove(name);
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        // Refused by its length, a large body is never read: who sends it all the same may find the connection closed before the answer.
        request.Headers.ExpectContinue = content?.Headers.ContentLength > 16 * 1024 ? true : null;

        var started = Stopwatch.GetTimestamp();
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new(
            (int)response.StatusCode, text, response.Content.Headers.ContentType?.MediaType, response.Headers.Location?.OriginalString,
            response.Headers.RetryAfter?.Delta, Stopwatch.GetElapsedTime(started));
    }
}

internal sealed record Answer(int Status, string Text, string? Type, string? Location, TimeSpan? RetryAfter, TimeSpan Took)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? Detail => (string?)Json["detail"];

    /// <summary>The answer is a problem with this status and a reason in words.</summary>
    public Answer AssertProblem(int status)
    {
        Assert.Equal($"{status} application/problem+json", $"{Status} {Type}");
        Assert.Equal(status, (int)Json["status"]!);
        Assert.False(string.IsNullOrWhiteSpace(Detail ?? Json["errors"]?.ToJsonString()), Text);
        AssertTellsNothing();
        return this;
    }

    /// <summary>A store is away: said in time, with when to come again.</summary>
    public void AssertUnavailable()
    {
        AssertProblem(503);
        Assert.True(RetryAfter > TimeSpan.Zero, "No Retry-After.");
        Assert.True(Took < _patience, $"Answered after {Took.TotalSeconds:F1} s.");
    }

    /// <summary>Nothing of how this program is built.</summary>
    public void AssertTellsNothing()
    {
        foreach (var inside in (string[])["System.", "Microsoft.", "Voting.", "StackExchange", "Npgsql", "   at ", "Exception", "CastBallot", "PollDraft", "`1", ".cs:", "127.0.0.1", "EVALSHA"])
        {
            Assert.DoesNotContain(inside, Text, StringComparison.Ordinal);
        }
    }
}
