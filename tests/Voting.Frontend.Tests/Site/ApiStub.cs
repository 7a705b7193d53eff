using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Voting.Frontend.Tests.Site;

/// <summary>The HTTP API, written by hand: a small one that keeps what was sent and answers what a test tells it to.</summary>
internal sealed class ApiStub : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ApiStub(WebApplication app)
    {
        _app = app;
        Hosting = new(this);
        Codes = new(Hosting);
    }

    /// <summary>What hosts ask for.</summary>
    public HostingStub Hosting { get; }

    public CodesStub Codes { get; }

    public string Address => _app.Urls.Single();

    public ConcurrentDictionary<string, JsonObject> Polls { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<SentBallot> Ballots { get; } = new();

    public ConcurrentDictionary<string, JsonObject> Outcomes { get; } = new(StringComparer.Ordinal);

    /// <summary>Answers a cast in place of the stub.</summary>
    public Func<HttpContext, Task>? OnCast { get; set; }

    /// <summary>Answers a read in place of the stub.</summary>
    public Func<HttpContext, Task>? OnRead { get; set; }

    public static async Task<ApiStub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var stub = new ApiStub(app);
        app.MapGet("/api/v1/polls", context => stub.ReadAsync(context, new JsonArray([.. stub.Polls.Values.Where(poll => HostingStub.Lists(context, poll)).Select(poll => poll.DeepClone())])));
        app.MapGet("/api/v1/polls/{poll}", (HttpContext context, string poll) => stub.ReadAsync(context, stub.Hosting.Shows(context, poll) ? stub.Polls.GetValueOrDefault(poll) : null));
        app.MapGet("/api/v1/polls/{poll}/ballots/{ballot}", (HttpContext context, string ballot) => stub.ReadAsync(context, stub.Outcomes.GetValueOrDefault(ballot)));
        app.MapPost("/api/v1/polls/{poll}/ballots", stub.CastAsync);
        stub.Hosting.Map(app);
        stub.Codes.Map(app);
        await app.StartAsync();
        return stub;
    }

    public void Opens(string poll, string kind = "single", Action<JsonObject>? change = null)
    {
        var definition = new JsonObject
        {
            ["id"] = poll,
            ["question"] = "Cats or dogs?",
            ["kind"] = kind,
            ["options"] = new JsonArray(
                new JsonObject { ["id"] = "cats", ["label"] = "Cats" },
                new JsonObject { ["id"] = "dogs", ["label"] = "Dogs" },
                new JsonObject { ["id"] = "fish", ["label"] = "Fish" }),
            ["minChoices"] = 1,
            ["maxChoices"] = 1,
            ["maxScore"] = kind is "score" ? 5 : null,
            ["allowAbstain"] = false,
            ["state"] = "open",
            ["opensAt"] = null,
            ["closesAt"] = null,
            ["version"] = 1,
        };
        change?.Invoke(definition);
        Polls[poll] = definition;
    }

    public static Task ProblemAsync(HttpContext context, int status, string detail, int? retryAfter = null)
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = $"{retryAfter}";
        }

        return context.Response.WriteAsJsonAsync(
            new JsonObject { ["title"] = "Problem", ["status"] = status, ["detail"] = detail }, (JsonSerializerOptions?)null, "application/problem+json");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReadAsync(HttpContext context, JsonNode? document)
    {
        if (OnRead is { } other)
        {
            await other(context);
        }
        else if (document is null)
        {
            await ProblemAsync(context, StatusCodes.Status404NotFound, "There is no such thing.");
        }
        else
        {
            await context.Response.WriteAsJsonAsync(document);
        }
    }

    private async Task CastAsync(HttpContext context, string poll)
    {
        var body = await JsonNode.ParseAsync(context.Request.Body);
        Ballots.Enqueue(new(poll, context.Request.Headers["Idempotency-Key"].ToString(), body!.AsObject()));
        if (OnCast is { } other)
        {
            await other(context);
            return;
        }

        var ballot = Guid.CreateVersion7();
        Outcomes[$"{ballot}"] = new() { ["ballot"] = ballot, ["poll"] = poll, ["status"] = "counted" };
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        await context.Response.WriteAsJsonAsync(
            new JsonObject { ["ballot"] = ballot, ["poll"] = poll, ["position"] = "1764000000000-0", ["status"] = "accepted" });
    }
}

internal sealed record SentBallot(string Poll, string Key, JsonObject Body)
{
    public string Voter => (string)Body["voter"]!;
}
