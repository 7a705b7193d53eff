using Voting.Api.Ballots;
using Voting.Api.Tests.Stores;
using Voting.Stores;

namespace Voting.Api.Tests.Ballots;

/// <summary>A voter stays one voter in a poll, whichever key comes first in the list.</summary>
[Collection(SharedServers.Name)]
public sealed class KeyRotationTests(Servers servers)
{
    private const string New = "the voter key of next year";
    private readonly ApiClient _old = servers.Api;

    [Fact]
    public async Task After_a_rotation_the_voters_of_an_open_poll_are_who_they_were()
    {
        var poll = await _old.OpenAsync();
        var before = await _old.CastAsync(poll, 1, "cats", "key");
        await using var rotated = servers.StartHost(new() { ["Voter:Keys:0"] = New });
        var api = rotated.Client();

        var repeated = await api.CastAsync(poll, 1, "cats", "key");
        await api.CastAsync(poll, 1, "dogs");
        await api.HostAsync(HttpMethod.Put, $"/api/v1/polls/{poll}", ApiClient.Draft(poll, "\"closesAt\":\"2090-01-01T00:00:00Z\""));
        await api.CastAsync(poll, 1, "cats");

        Assert.Equal((string?)before.Json["ballot"], (string?)repeated.Json["ballot"]);
        var ballots = (await servers.EntriesAsync(poll)).Where(entry => entry["type"] == "ballot.cast").ToList();
        Assert.Equal(3, ballots.Count);
        Assert.Equal(new VoterKey(ApiHost.VoterKey).Hash(poll, ApiClient.Voter(1)), Assert.Single(ballots.Select(entry => entry["voter"]).Distinct()));
    }

    [Fact]
    public async Task A_poll_from_before_there_were_several_keys_stays_under_the_oldest()
    {
        var poll = ApiClient.NewPollId();
        await servers.ExecuteAsync($$"""
            insert into polls.poll (id, definition, version, published_version, closes_at, close_published, created_at) values (
                '{{poll}}', '{"id":"{{poll}}","question":"?","kind":"single","options":[{"id":"cats","label":"Cats"},{"id":"dogs","label":"Dogs"}],"minChoices":1,"maxChoices":1,"maxScore":null,"allowAbstain":false,"opensAt":null,"closesAt":null,"version":1}',
                1, 0, null, false, now())
            """);
        await using var rotated = servers.StartHost(new() { ["Voter:Keys:0"] = New });
        var api = rotated.Client();

        await Eventually.TrueAsync("votes are accepted", async () => (await api.CastAsync(poll, 1, "cats")).Status == 202);

        var ballot = (await servers.EntriesAsync(poll)).Last(entry => entry["type"] == "ballot.cast");
        Assert.Equal(new VoterKey(ApiHost.VoterKey).Hash(poll, ApiClient.Voter(1)), ballot["voter"]);
    }

    [Fact]
    public async Task A_new_poll_is_under_the_first_key_and_who_lacks_that_refuses_and_is_not_ready_until_the_poll_is_closed()
    {
        await using var rotated = servers.StartHost(new() { ["Voter:Keys:0"] = New });
        var api = rotated.Client();
        var poll = await api.OpenAsync();
        await api.CastAsync(poll, 1, "cats");
        var ballot = (await servers.EntriesAsync(poll)).Last(entry => entry["type"] == "ballot.cast");
        Assert.Equal(new VoterKey(New).Hash(poll, ApiClient.Voter(1)), ballot["voter"]);

        await using var behind = servers.StartHost();
        var client = behind.Client();
        await Eventually.TrueAsync("the reason is logged", () => Task.FromResult(behind.Logs.Lines.Any(line => line.Contains($"Poll {poll} was opened under the voter key", StringComparison.Ordinal))));
        Assert.Equal(503, (await client.GetAsync("/ready")).Status);
        var refused = await client.CastAsync(poll, 1, "dogs");
        refused.AssertUnavailable();
        Assert.Contains("key by which this poll tells its voters apart", refused.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(new VoterKey(New).Fingerprint, (await client.GetAsync($"/api/v1/polls/{poll}")).Text, StringComparison.Ordinal);

        Assert.Equal(202, (await client.CloseAsync(poll)).Status);
        await Eventually.TrueAsync("ready", async () => (await client.GetAsync("/ready")).Status == 200);
    }
}
