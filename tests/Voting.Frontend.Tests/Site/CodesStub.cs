using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Voting.Contracts.Polls;

namespace Voting.Frontend.Tests.Site;

/// <summary>What the HTTP API does about voting codes, in memory and by the rules of the contracts.</summary>
internal sealed class CodesStub(HostingStub hosting)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    private readonly ConcurrentDictionary<string, List<Code>> _codes = new(StringComparer.Ordinal);

    public void Map(WebApplication app)
    {
        app.MapGet("/api/v1/polls/{poll}/codes", (HttpContext context, string poll) => AnswerAsync(context, poll, () => Task.FromResult<object>(Count(poll))));
        app.MapPost("/api/v1/polls/{poll}/codes", (HttpContext context, string poll) => AnswerAsync(context, poll, async () => Make(poll, (await ReadAsync<AddCodesRequest>(context)).Count!.Value)));
        app.MapPost("/api/v1/polls/{poll}/codes/revoke", (HttpContext context, string poll) => AnswerAsync(context, poll, async () => Revoke(poll, await ReadAsync<RevokeCodesRequest>(context))));
    }

    public NewCodes Make(string poll, int count)
    {
        var codes = Of(poll);
        var batch = codes.Select(code => code.Batch).DefaultIfEmpty().Max() + 1;
        var made = Enumerable.Range(0, count).Select(_ => VotingCode.Create()).ToList();
        codes.AddRange(made.Select(code => new Code(code, batch)));
        return new(batch, [.. made.Select(VotingCode.Written)]);
    }

    private RevokedCodes Revoke(string poll, RevokeCodesRequest request)
    {
        var named = Of(poll).Where(code => code.Batch == request.Batch || (request.Codes ?? []).Any(typed => VotingCode.Parse(typed) == code.Text)).ToList();
        var before = named.Count(code => code.Revoked);
        named.ForEach(code => code.Revoked = true);
        return new(named.Count - before, before, [.. (request.Codes ?? []).Where(typed => named.TrueForAll(code => code.Text != VotingCode.Parse(typed)))]);
    }

    private CodeCounts Count(string poll)
    {
        var batches = Of(poll).GroupBy(code => code.Batch).Select(batch => new CodeBatch(batch.Key, batch.Count(), batch.Count(code => code.Revoked))).ToList();
        return new(batches.Sum(batch => batch.Made), batches.Sum(batch => batch.Revoked), 2, batches);
    }

    private List<Code> Of(string poll) => _codes.GetOrAdd(poll, _ => []);

    private static async Task<T> ReadAsync<T>(HttpContext context) => (await JsonSerializer.DeserializeAsync<T>(context.Request.Body, _json))!;

    private async Task AnswerAsync(HttpContext context, string poll, Func<Task<object>> answer)
    {
        if (hosting.IsHost(context, poll))
        {
            await context.Response.WriteAsJsonAsync(await answer());
        }
        else
        {
            await ApiStub.ProblemAsync(context, 401, "This needs the administrator key, or the host key of the poll.");
        }
    }

    private sealed record Code(string Text, int Batch)
    {
        public bool Revoked { get; set; }
    }
}
