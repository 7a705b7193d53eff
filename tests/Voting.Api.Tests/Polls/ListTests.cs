using System.Text.Json.Nodes;
using Voting.Api.Tests.Stores;

namespace Voting.Api.Tests.Polls;

/// <summary>Lists come in pages, and polls are found by text, state and join code.</summary>
[Collection(SharedServers.Name)]
public sealed class ListTests(Servers servers)
{
    private readonly ApiClient _api = servers.Api;

    [Fact]
    public async Task Pages_follow_each_other_newest_first_without_gap_or_double()
    {
        var word = $"Straße{Guid.NewGuid():N}"[..16];
        List<string> opened = [];
        for (var i = 0; i < 5; i++)
        {
            opened.Insert(0, await OpenAsync($"{word} {i}?"));
        }

        List<string> seen = [];
        for (var next = $"/api/v1/polls?limit=2&q={Uri.EscapeDataString(word.ToUpperInvariant())}"; next is not null;)
        {
            using var response = await _api.Http.GetAsync(new Uri(next, UriKind.Relative));
            var page = Ids(JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
            Assert.InRange(page.Count, 1, 2);
            seen.AddRange(page);
            next = response.Headers.TryGetValues("Link", out var links) ? links.Single()[1..links.Single().IndexOf(">; rel=\"next\"", StringComparison.Ordinal)] : null;
        }

        Assert.Equal(opened, seen);
    }

    [Fact]
    public async Task A_list_holds_the_polls_of_one_state_by_the_same_rule_as_each_poll()
    {
        var word = $"q{Guid.NewGuid():N}"[..12];
        var later = ApiClient.Time(DateTimeOffset.UtcNow.AddHours(1));
        var (open, closed, scheduled) = (await OpenAsync(word), await OpenAsync(word), await OpenAsync(word, $"\"opensAt\":\"{later}\""));
        var (draft, unlisted) = (await OpenAsync(word, "\"draft\":true"), await OpenAsync(word, "\"listed\":false"));
        await _api.CloseAsync(closed);

        Assert.Equal([open], await IdsAsync($"?state=open&q={word}"));
        Assert.Equal([closed], await IdsAsync($"?state=closed&q={word}"));
        Assert.Equal([scheduled], await IdsAsync($"?state=scheduled&q={word}"));
        Assert.Empty(await IdsAsync($"?state=draft&q={word}"));
        Assert.Equal([scheduled, closed, open], await IdsAsync($"?q={word}"));
        Assert.Equal([unlisted, draft, scheduled, closed, open], Ids((await _api.HostAsync(HttpMethod.Get, $"/api/v1/polls?q={word}")).Json));
        Assert.Equal([draft], Ids((await _api.HostAsync(HttpMethod.Get, $"/api/v1/polls?state=draft&q={word}")).Json));
    }

    [Theory]
    [InlineData("state=final", "state")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("after=x", "after")]
    [InlineData("after=99999999999999999999-pets", "after")]
    [InlineData("after=9007199254740993-pets", "after")]
    [InlineData("q=%00", "q")]
    public async Task What_no_list_is_asked_by_is_400_and_named(string query, string member)
    {
        var refused = (await _api.GetAsync($"/api/v1/polls?{query}")).AssertProblem(400);

        Assert.Equal("invalid_query", (string?)refused.Json["code"]);
        Assert.NotNull(refused.Json["errors"]![member]);
    }

    [Fact]
    public async Task Text_that_means_something_to_SQL_is_only_text()
    {
        var poll = await OpenAsync("100% of 'cats_' \\\\ or dogs?");

        Assert.Equal([poll], await IdsAsync($"?q={Uri.EscapeDataString("% of 'CATS_' \\ or")}"));
        Assert.Empty(await IdsAsync($"?q={Uri.EscapeDataString("100_ of 'cats%'")}"));
    }

    [Fact]
    public async Task A_poll_is_found_by_its_code_however_it_is_typed()
    {
        var poll = await _api.OpenAsync("\"listed\":false");
        var code = (string)(await _api.GetAsync($"/api/v1/polls/{poll}")).Json["joinCode"]!;

        foreach (var typed in (string[])[code, code.ToLowerInvariant(), $" {code[..3]} {code[3..]} ", $"{code[..3]}-{code[3..]}"])
        {
            Assert.Equal(poll, (string?)(await _api.GetAsync($"/api/v1/join/{Uri.EscapeDataString(typed)}")).Json["id"]);
        }

        foreach (var none in (string[])["222222", "0OIL1", "x", "a%0A"])
        {
            Assert.Equal("unknown_code", (string?)(await _api.GetAsync($"/api/v1/join/{none}")).AssertProblem(404).Json["code"]);
        }
    }

    [Fact]
    public async Task The_database_holds_each_code_once()
    {
        var (one, other) = (await _api.OpenAsync(), await _api.OpenAsync());
        var code = (string)(await _api.GetAsync($"/api/v1/polls/{one}")).Json["joinCode"]!;

        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(
            () => servers.ExecuteAsync($"update polls.poll set definition = jsonb_set(definition, '{{joinCode}}', '\"{code}\"') where id = '{other}'"));

        Assert.Equal("poll_join_code", refused.ConstraintName);
    }

    private async Task<string> OpenAsync(string question, string more = "")
    {
        var opened = await _api.HostAsync(HttpMethod.Post, "/api/v1/polls", $$"""{"question":"{{question}}","options":[{"label":"Cats"},{"label":"Dogs"}]{{(more.Length > 0 ? "," : "")}}{{more}}}""");
        Assert.True(opened.Status == 201, opened.Text);
        return (string)opened.Json["id"]!;
    }

    private async Task<List<string>> IdsAsync(string query) => Ids((await _api.GetAsync($"/api/v1/polls{query}")).Json);

    private static List<string> Ids(JsonNode list) => [.. list.AsArray().Select(poll => (string)poll!["id"]!)];
}
