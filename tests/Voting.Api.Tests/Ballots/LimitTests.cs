using Voting.Api.Tests.Stores;

namespace Voting.Api.Tests.Ballots;

/// <summary>One client's address has a share: a class votes, a script that floods is told when to come again, before its body is read.</summary>
[Collection(SharedServers.Name)]
public sealed class LimitTests(Servers servers)
{
    [Fact]
    public async Task A_class_of_two_hundred_behind_one_address_votes_at_once()
    {
        await using var host = servers.StartHost(new() { ["Limits:ClientRate"] = "200" });
        var api = host.Client();
        var poll = await servers.Api.OpenAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async voter => ((await api.GetAsync($"/api/v1/polls/{poll}")).Status, (await api.CastAsync(poll, voter, "cats")).Status)));

        Assert.All(answers, answer => Assert.Equal((200, 202), answer));
    }

    [Fact]
    public async Task Voters_behind_a_proxy_of_ours_have_a_share_each()
    {
        await using var host = servers.StartHost(new() { ["Limits:ClientRate"] = "10", ["Limits:ClientBurst"] = "5" });
        var api = host.Client();
        var poll = await servers.Api.OpenAsync();

        for (var voter = 0; voter < 40; voter++)
        {
            var answer = await api.SendAsync(
                HttpMethod.Post, $"/api/v1/polls/{poll}/ballots", $$"""{"voter":"{{ApiClient.Voter(voter)}}","choices":["cats"]}""", ("X-Forwarded-For", $"203.0.113.{voter}"));
            Assert.Equal(202, answer.Status);
        }
    }

    [Fact]
    public async Task A_client_beyond_its_share_is_told_when_to_come_again()
    {
        await using var host = servers.StartHost(new() { ["Limits:ClientRate"] = "10", ["Limits:ClientBurst"] = "5" });
        var api = host.Client();
        var poll = await servers.Api.OpenAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(voter => api.CastAsync(poll, "not even JSON")));

        var refused = answers.First(answer => answer.Status == 429).AssertProblem(429);
        Assert.Equal("too_many_requests", (string?)refused.Json["code"]);
        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        // Who waits is let in again; probes are never refused.
        Assert.Equal(200, (await api.GetAsync("/health")).Status);
        await Voting.Stores.Eventually.TrueAsync("the client is let in again", async () => (await api.CastAsync(poll, 1, "cats")).Status == 202);
    }
}
