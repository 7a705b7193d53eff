using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Voting.Contracts.Hosts;
using Voting.Contracts.Polls;

namespace Voting.Frontend.Tests.Site;

/// <summary>What the HTTP API does for hosts, in memory and by the rules of the contracts.</summary>
internal sealed class HostingStub(ApiStub api)
{
    public const string AdministratorKey = "administrator-key-of-the-tests";

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { Converters = { new PollKindConverter() } };

    public ConcurrentDictionary<string, string> HostKeys { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, List<AuditEntry>> Audit { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, JsonObject> Results { get; } = new(StringComparer.Ordinal);

    public bool AnyoneCreates { get; set; }

    /// <summary>Answers whatever would change something, in place of the stub.</summary>
    public Func<HttpContext, Task>? OnChange { get; set; }

    public void Map(WebApplication app)
    {
        app.MapGet("/api/v1/join/{code}", (HttpContext context, string code) => AnswerAsync(context, 200, api.Polls.Values.FirstOrDefault(poll => (string?)poll["joinCode"] == code), "No poll has this code."));
        app.MapPost("/api/v1/polls", (HttpContext context) => ChangeAsync(context, null, AnyoneCreates || IsAdministrator(context), CreateAsync));
        app.MapPut("/api/v1/polls/{poll}", (HttpContext context, string poll) => HostsAsync(context, poll, ReplaceAsync));
        app.MapPatch("/api/v1/polls/{poll}", (HttpContext context, string poll) => HostsAsync(context, poll, PatchAsync));
        app.MapDelete("/api/v1/polls/{poll}", (HttpContext context, string poll) => HostsAsync(context, poll, DeleteAsync));
        app.MapPost("/api/v1/polls/{poll}/open", (HttpContext context, string poll) => HostsAsync(context, poll, (http, found) => SetAsync(http, found, 200, AuditAction.Opened, () => (found["state"], found["opensAt"]) = ("open", null))));
        app.MapPost("/api/v1/polls/{poll}/close", (HttpContext context, string poll) => HostsAsync(context, poll, (http, found) => SetAsync(http, found, 202, AuditAction.Closed, () => found["state"] = "closed")));
        app.MapPost("/api/v1/polls/{poll}/archive", (HttpContext context, string poll) => HostsAsync(context, poll, (http, found) => SetAsync(http, found, 200, AuditAction.Archived, () => { })));
        app.MapPost("/api/v1/polls/{poll}/duplicate", (HttpContext context, string poll) => HostsAsync(context, poll, DuplicateAsync));
        app.MapGet("/api/v1/polls/{poll}/audit", (HttpContext context, string poll) => !IsHost(context, poll)
            ? ApiStub.ProblemAsync(context, 401, "This needs the administrator key, or the host key of the poll.")
            : AnswerAsync(context, 200, Audit.TryGetValue(poll, out var log) ? JsonSerializer.SerializeToNode(log, _json) : api.Polls.ContainsKey(poll) ? new JsonArray() : null, "There is no such poll."));
        app.MapGet("/api/v1/polls/{poll}/results", (HttpContext context, string poll) => AnswerAsync(context, 200, Results.GetValueOrDefault(poll), "The ledger knows no such poll."));
    }

    public static bool Lists(HttpContext context, JsonObject poll) => IsAdministrator(context) || ((string?)poll["state"] != "draft" && (bool?)poll["listed"] != false);

    public bool Shows(HttpContext context, string poll) => (string?)api.Polls.GetValueOrDefault(poll)?["state"] != "draft" || IsHost(context, poll);

    public bool IsHost(HttpContext context, string poll) => IsAdministrator(context) || (KeyOf(context) is { } key && HostKeys.GetValueOrDefault(poll) == key);

    private static bool IsAdministrator(HttpContext context) => KeyOf(context) == AdministratorKey;

    private static string? KeyOf(HttpContext context) =>
        context.Request.Headers.Authorization.ToString() is { Length: > 0 } header ? header.Replace("Bearer ", "", StringComparison.Ordinal) : null;

    private Task HostsAsync(HttpContext context, string poll, Func<HttpContext, JsonObject, Task> change) => ChangeAsync(
        context, poll, IsHost(context, poll), http => api.Polls.TryGetValue(poll, out var found) ? change(http, found) : ApiStub.ProblemAsync(http, 404, "There is no such poll."));

    private Task ChangeAsync(HttpContext context, string? poll, bool allowed, Func<HttpContext, Task> change) =>
        OnChange is { } other ? other(context)
        : allowed ? change(context)
        : ApiStub.ProblemAsync(context, 401, poll is null ? "This needs the administrator key." : "This needs the administrator key, or the host key of the poll.");

    private async Task CreateAsync(HttpContext context)
    {
        if (await DefineAsync(context, 1) is not ({ } draft, { } poll))
        {
            return;
        }

        var key = HostKeys[poll.Id] = HostKey.Create();
        var shown = Keep(poll with { JoinCode = JoinCode.Create() }, draft.Draft == true);
        Note(poll.Id, draft.Draft == true ? AuditAction.Drafted : AuditAction.Opened);
        await AnswerAsync(context, 201, With(shown, key), "");
    }

    private async Task ReplaceAsync(HttpContext context, JsonObject current)
    {
        if (context.Request.Headers.IfMatch.ToString() != $"\"{current["version"]}\"")
        {
            await ApiStub.ProblemAsync(context, 412, "The poll was changed meanwhile.");
            return;
        }

        if (await DefineAsync(context, (int)current["version"]! + 1) is not ({ } draft, { } poll))
        {
            return;
        }

        var shown = Keep(poll with { JoinCode = (string?)current["joinCode"] }, draft.Draft ?? (string?)current["state"] == "draft");
        Note(poll.Id, AuditAction.Changed);
        await AnswerAsync(context, 200, shown, "");
    }

    private async Task PatchAsync(HttpContext context, JsonObject current)
    {
        var change = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        await SetAsync(context, current, 200, AuditAction.Changed, () =>
        {
            foreach (var (name, value) in change)
            {
                current[name] = value?.DeepClone();
            }
        });
    }

    private async Task DuplicateAsync(HttpContext context, JsonObject current)
    {
        var copy = current.DeepClone().AsObject();
        (copy["id"], copy["state"], copy["joinCode"]) = (PollRules.NewId(), "draft", JoinCode.Create());
        var id = (string)copy["id"]!;
        api.Polls[id] = copy;
        Note(id, AuditAction.Drafted);
        await AnswerAsync(context, 201, With(copy, HostKeys[id] = HostKey.Create()), "");
    }

    private Task DeleteAsync(HttpContext context, JsonObject current)
    {
        api.Polls.TryRemove((string)current["id"]!, out _);
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private Task SetAsync(HttpContext context, JsonObject current, int status, string action, Action change)
    {
        change();
        current["version"] = (int)current["version"]! + 1;
        Note((string)current["id"]!, action);
        return AnswerAsync(context, status, current, "");
    }

    private JsonObject Keep(PollDefinition poll, bool draft)
    {
        var shown = JsonSerializer.SerializeToNode(Poll.Of(poll, closed: false, DateTimeOffset.UtcNow), _json)!.AsObject();
        if (draft)
        {
            shown["state"] = "draft";
        }

        Results.TryAdd(poll.Id, new()
        {
            ["state"] = "open", ["final"] = false, ["counted"] = 0, ["superseded"] = 0, ["rejected"] = 0, ["abstained"] = 0,
            ["options"] = new JsonArray([.. poll.Options.Select(option => new JsonObject { ["id"] = option.Id, ["label"] = option.Label, ["ballots"] = 0 })]),
        });
        return api.Polls[poll.Id] = shown;
    }

    private static JsonObject With(JsonObject poll, string hostKey)
    {
        var shown = poll.DeepClone().AsObject();
        shown["hostKey"] = hostKey;
        return shown;
    }

    private void Note(string poll, string action)
    {
        var log = Audit.GetOrAdd(poll, _ => []);
        var entry = new AuditEntry(log.Count + 1, DateTimeOffset.UtcNow, action, AuditActor.Host, string.Create(CultureInfo.InvariantCulture, $"version {log.Count + 1}"), "");
        log.Add(entry with { Hash = AuditChain.Hash(log.LastOrDefault()?.Hash ?? AuditChain.Start, poll, entry) });
    }

    private static async Task<(PollDraft? Draft, PollDefinition? Poll)> DefineAsync(HttpContext context, int version)
    {
        var draft = (await JsonSerializer.DeserializeAsync<PollDraft>(context.Request.Body, _json))!;
        var problems = PollRules.Define(draft, version, out var poll);
        if (problems.Count == 0)
        {
            return (draft, poll);
        }

        context.Response.StatusCode = 400;
        await context.Response.WriteAsJsonAsync(new { title = "Problem", status = 400, code = "invalid_poll", errors = problems }, (JsonSerializerOptions?)null, "application/problem+json");
        return (null, null);
    }

    private static async Task AnswerAsync(HttpContext context, int status, JsonNode? document, string missing)
    {
        if (document is null)
        {
            await ApiStub.ProblemAsync(context, 404, missing);
            return;
        }

        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(document);
    }
}
