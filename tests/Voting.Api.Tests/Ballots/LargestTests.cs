using System.Globalization;
using System.Text.Json;
using Voting.Api.Tests.Stores;

namespace Voting.Api.Tests.Ballots;

/// <summary>The largest poll and ballot that this API takes are taken by everything behind it: the stream, the ledger's functions and the results.</summary>
[Collection(SharedServers.Name)]
public sealed class LargestTests(Servers servers)
{
    private const int Options = 100;
    private static readonly JsonSerializerOptions _asIs = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ApiClient _api = servers.Api;

    [Theory]
    [InlineData("approval", "choices", 400_000)]
    [InlineData("ranking", "ranking", 410_000)]
    [InlineData("score", "scores", 420_000)]
    public async Task The_largest_poll_and_ballot_are_accepted_stored_and_shown(string kind, string member, int position)
    {
        var poll = $"{Guid.NewGuid():N}{Guid.NewGuid():N}"[..40];
        var ids = Enumerable.Range(0, Options).Select(_ => $"{Guid.NewGuid():N}{Guid.NewGuid():N}"[..40]).ToArray();
        var draft = JsonSerializer.Serialize(new
        {
            id = poll,
            question = new string('<', 500),
            kind,
            options = ids.Select((id, number) => new { id, label = $"{new string('<', 297)}{number:D3}" }),
            maxScore = kind == "score" ? 1_000 : (int?)null,
        }, _asIs);
        Assert.Equal(201, (await _api.HostAsync(HttpMethod.Post, "/api/v1/polls", draft)).Status);
        object vote = kind == "score" ? ids.ToDictionary(id => id, _ => 1_000) : ids;

        var cast = await _api.CastAsync(poll, $$"""{"voter":"{{new string('v', 64)}}","{{member}}":{{JsonSerializer.Serialize(vote)}}}""", new string('k', 64));

        Assert.Equal(202, cast.Status);
        var entries = await servers.EntriesAsync(poll);
        await servers.ExecuteAsync(
            string.Create(CultureInfo.InvariantCulture, $"select ledger.apply_definition({position}, 'poll.opened', '{poll}', 1, '{entries[0]["definition"]}'::jsonb)"));
        await servers.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"""
            select ledger.store(array[{position + 1}]::bigint[], array['{entries[1]["id"]}']::uuid[], array[c.poll], array['{entries[1]["voter"]}']::uuid[], array[c.id])
            from ledger.content_ids(array[(select id from ledger.poll where poll = '{poll}')], array[sha256('{entries[1].Content}')], array['{entries[1].Content}']) c
            """));
        var results = (await _api.GetAsync($"/api/v1/polls/{poll}/results")).Json;
        Assert.Equal((1L, Options), ((long)results["counted"]!, results["options"]!.AsArray().Count));
        Assert.Equal(kind == "ranking" ? 1 : Options, results["options"]!.AsArray().Sum(option => (long)option!["ballots"]!));
        Assert.Equal("counted", (string?)(await _api.GetAsync($"/api/v1/polls/{poll}/ballots/{entries[1]["id"]}")).Json["status"]);
    }
}
