using Voting.Api.Tests.Stores;

namespace Voting.Api.Tests.Results;

/// <summary>Who sees results, and when: every visibility, state and reader.</summary>
[Collection(SharedServers.Name)]
public sealed class VisibilityTests(Servers servers)
{
    private readonly ApiClient _api = servers.Api;

    [Theory]
    [InlineData("live", "open", "everyone voted host administrator")]
    [InlineData("live", "closed", "everyone voted host administrator")]
    [InlineData("live", "final", "everyone voted host administrator")]
    [InlineData("after-vote", "open", "voted host administrator")]
    [InlineData("after-vote", "closed", "everyone voted host administrator")]
    [InlineData("after-vote", "final", "everyone voted host administrator")]
    [InlineData("after-close", "open", "host administrator")]
    [InlineData("after-close", "closed", "host administrator")]
    [InlineData("after-close", "final", "everyone voted host administrator")]
    [InlineData("host-only", "open", "host administrator")]
    [InlineData("host-only", "closed", "host administrator")]
    [InlineData("host-only", "final", "host administrator")]
    public async Task Results_are_shown_to_whom_the_poll_says(string visibility, string state, string seenBy)
    {
        var (poll, host) = await _api.DraftAsync($"\"draft\":false,\"visibility\":\"{visibility}\"");
        await StoreAsync(poll, state);
        var seen = seenBy.Split(' ');

        var path = $"/api/v1/polls/{poll}/results";
        var readers = new Dictionary<string, Answer>
        {
            ["everyone"] = await _api.GetAsync(path),
            ["voted"] = await _api.GetAsync($"{path}?receipt={Ballot(poll)}"),
            ["host"] = await _api.KeyAsync(host, HttpMethod.Get, path),
            ["administrator"] = await _api.HostAsync(HttpMethod.Get, path),
        };

        foreach (var (reader, answer) in readers)
        {
            if (seen.Contains(reader))
            {
                Assert.True(answer.Status == 200, $"{reader}: {answer.Text}");
                Assert.Equal(1, (int)answer.Json["counted"]!);
            }
            else
            {
                Assert.Equal("results_hidden", (string?)answer.AssertProblem(403).Json["code"]);
                Assert.DoesNotContain("counted", answer.Text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_receipt_of_another_poll_a_made_up_one_and_a_rejected_one_show_nothing()
    {
        var (poll, other) = (await _api.OpenAsync("\"visibility\":\"after-vote\""), await _api.OpenAsync());
        await StoreAsync(poll, "open");
        await StoreAsync(other, "open");
        var rejected = Guid.NewGuid();
        await servers.ExecuteAsync($"insert into ledger.rejection (position, ballot, poll, reason) select {Random.Shared.NextInt64(1L << 50)}, '{rejected:D}', id, 'closed' from ledger.poll where poll = '{poll}'");

        foreach (var receipt in (Guid[])[Ballot(other), Guid.NewGuid(), rejected])
        {
            (await _api.GetAsync($"/api/v1/polls/{poll}/results?receipt={receipt:D}")).AssertProblem(403);
        }

        (await _api.GetAsync($"/api/v1/polls/{poll}/results?receipt=mine")).AssertProblem(400);
    }

    [Fact]
    public async Task An_accepted_ballot_that_is_not_stored_yet_shows_the_results_too()
    {
        var poll = await _api.OpenAsync("\"visibility\":\"after-vote\"");
        await StoreAsync(poll, "open");
        var receipt = (string)(await _api.CastAsync(poll, 7, "cats", "a-key")).Json["ballot"]!;

        Assert.Equal(200, (await _api.GetAsync($"/api/v1/polls/{poll}/results?receipt={receipt}")).Status);
    }

    [Fact]
    public async Task What_is_hidden_or_personal_is_not_kept_and_what_is_public_is_not_sent_twice()
    {
        var (live, hidden) = (await _api.OpenAsync(), await _api.OpenAsync("\"visibility\":\"host-only\""));
        await StoreAsync(live, "open");
        await StoreAsync(hidden, "open");

        Assert.Equal("no-store", (await SendAsync(hidden, null, null)).Cache);
        Assert.Equal((200, "no-store", null), await SendAsync(hidden, ApiHost.AdministratorKey, null));
        var first = await SendAsync(live, null, null);
        Assert.Equal((200, "no-cache"), (first.Status, first.Cache));
        Assert.Equal(304, (await SendAsync(live, null, first.ETag)).Status);
        Assert.Equal(200, (await SendAsync(live, null, "\"another\"")).Status);
    }

    private async Task<(int Status, string? Cache, string? ETag)> SendAsync(string poll, string? key, string? known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/v1/polls/{poll}/results", UriKind.Relative));
        if (key is not null)
        {
            request.Headers.Authorization = new("Bearer", key);
        }

        if (known is not null)
        {
            request.Headers.IfNoneMatch.ParseAdd(known);
        }

        using var response = await _api.Http.SendAsync(request);
        return ((int)response.StatusCode, response.Headers.CacheControl?.ToString(), response.Headers.ETag?.Tag);
    }

    // As the worker stores it: the definition, one ballot, and perhaps the close marker.
    private async Task StoreAsync(string poll, string state)
    {
        var position = Random.Shared.NextInt64(1L << 40, 1L << 50);
        await servers.ExecuteAsync($$"""
            select ledger.apply_definition({{position}}, 'poll.opened', '{{poll}}', 1, '{"question":"?","kind":"single","options":[{"id":"cats","label":"Cats"},{"id":"dogs","label":"Dogs"}]}');
            select ledger.store(array[{{position + 1}}]::bigint[], array['{{Ballot(poll):D}}']::uuid[], array[c.poll], array['{{Guid.NewGuid():D}}']::uuid[], array[c.id])
                from ledger.content_ids(array[(select id from ledger.poll where poll = '{{poll}}')], array['cats']) c
            """);
        if (state != "open")
        {
            await servers.ExecuteAsync($"select ledger.apply_fence({position + 2}, '{poll}')");
        }

        if (state == "final")
        {
            await servers.ExecuteAsync($"select ledger.finalize('{poll}')");
        }
    }

    private static Guid Ballot(string poll) => new(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(poll)).AsSpan(0, 16));
}
