using System.Text.Json.Nodes;
using Voting.Api.Tests.Stores;
using Voting.Contracts.Polls;
using Voting.Stores;

namespace Voting.Api.Tests.Polls;

[Collection(SharedServers.Name)]
public sealed class HostTests(Servers servers)
{
    private readonly ApiClient _api = servers.Api;

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer wrong-key-of-the-tests")]
    [InlineData("Basic administrator-key-of-the-tests")]
    [InlineData("administrator-key-of-the-tests")]
    [InlineData("Bearer administrator-key-of-the-tests and more")]
    [InlineData("Bearer ADMINISTRATOR-KEY-OF-THE-TESTS")]
    public async Task Without_the_administrators_key_nothing_is_opened_changed_or_closed(string? authorization)
    {
        var poll = await _api.OpenAsync();
        (string, string)[] headers = authorization is null ? [] : [("Authorization", authorization)];
        foreach (var (method, path) in new[] { (HttpMethod.Post, "/api/v1/polls"), (HttpMethod.Put, $"/api/v1/polls/{poll}"), (HttpMethod.Post, $"/api/v1/polls/{poll}/close") })
        {
            (await _api.SendAsync(method, path, ApiClient.Draft(ApiClient.NewPollId()), headers)).AssertProblem(401);
        }

        Assert.Single(await servers.EntriesAsync(poll));
        Assert.Equal("open", (string?)(await _api.GetAsync($"/api/v1/polls/{poll}")).Json["state"]);
    }

    [Fact]
    public async Task A_stranger_is_refused_before_the_body_is_read()
        => (await _api.SendAsync(HttpMethod.Post, "/api/v1/polls", "{")).AssertProblem(401);

    [Fact]
    public async Task An_opened_poll_is_shown_as_it_was_opened_newest_first()
    {
        var (first, second) = (await _api.OpenAsync(), await _api.OpenAsync("\"kind\":\"score\",\"maxScore\":3,\"closesAt\":\"2027-01-01T00:00:00+01:00\""));

        var shown = (await _api.GetAsync($"/api/v1/polls/{second}")).Text;
        var code = (string?)JsonNode.Parse(shown)!["joinCode"];
        Assert.True(JoinCode.IsCode(code));
        Assert.Equal(
            $$"""{"id":"{{second}}","question":"Cats or dogs?","kind":"score","options":[{"id":"cats","label":"Cats"},{"id":"dogs","label":"Dogs"}],"minChoices":1,"maxChoices":2,"maxScore":3,"allowAbstain":false,"state":"open","opensAt":null,"closesAt":"2026-12-31T23:00:00+00:00","version":1,"method":"mean-score","seats":1,"description":null,"visibility":"live","listed":true,"joinCode":"{{code}}","voters":"link","allowChange":true,"tieBreak":"open","tieSeed":null,"winningShare":null,"quorum":null}""",
            shown);
        var listed = (await _api.GetAsync("/api/v1/polls")).Json.AsArray().Select(poll => (string?)poll!["id"]).ToList();
        Assert.InRange(listed.IndexOf(second), 0, listed.IndexOf(first) - 1);
        (await _api.GetAsync("/api/v1/polls/nobody")).AssertProblem(404);
    }

    [Fact]
    public async Task A_poll_is_opened_once_however_often_it_is_sent()
    {
        var poll = await _api.OpenAsync();

        var repeated = await _api.HostAsync(HttpMethod.Post, "/api/v1/polls", ApiClient.Draft(poll));

        Assert.Equal(201, repeated.Status);
        Assert.Equal(poll, (string?)repeated.Json["id"]);
        Assert.Single(await servers.EntriesAsync(poll));
    }

    [Fact]
    public async Task Another_poll_under_the_same_id_is_409_and_so_is_the_same_one_that_was_closed_since()
    {
        var poll = await _api.OpenAsync();

        (await _api.HostAsync(HttpMethod.Post, "/api/v1/polls", ApiClient.Draft(poll, "\"allowAbstain\":true"))).AssertProblem(409);
        await _api.CloseAsync(poll);
        (await _api.HostAsync(HttpMethod.Post, "/api/v1/polls", ApiClient.Draft(poll))).AssertProblem(409);

        Assert.Equal(["poll.opened", "poll.closed"], (await servers.EntriesAsync(poll)).Select(entry => entry["type"]));
    }

    [Fact]
    public async Task Before_it_opens_everything_of_a_poll_can_change()
    {
        var poll = await _api.OpenAsync($"\"opensAt\":\"{ApiClient.Time(DateTimeOffset.UtcNow.AddHours(1))}\"");

        var changed = await _api.HostAsync(HttpMethod.Put, $"/api/v1/polls/{poll}", """{"question":"Which?","kind":"ranking","options":[{"label":"Bats"},{"label":"Owls"}]}""");

        Assert.Equal((200, "ranking", "open", 2), (changed.Status, (string?)changed.Json["kind"], (string?)changed.Json["state"], (int)changed.Json["version"]!));
        Assert.Equal([("poll.opened", $"{poll}:1"), ("poll.changed", $"{poll}:2")], (await servers.EntriesAsync(poll)).Select(entry => (entry["type"], entry["id"])));
    }

    [Fact]
    public async Task Once_open_only_the_closing_time_can_change_and_once_closed_nothing()
    {
        var poll = await _api.OpenAsync();
        var path = $"/api/v1/polls/{poll}";

        (await _api.HostAsync(HttpMethod.Put, path, ApiClient.Draft(poll, "\"allowAbstain\":true"))).AssertProblem(409);
        (await _api.HostAsync(HttpMethod.Put, path, ApiClient.Draft(poll, "\"opensAt\":\"2020-01-01T00:00:00Z\""))).AssertProblem(409);
        (await _api.HostAsync(HttpMethod.Put, path, "{}")).AssertProblem(400);
        (await _api.HostAsync(HttpMethod.Put, "/api/v1/polls/nobody", ApiClient.Draft("nobody"))).AssertProblem(404);
        Assert.Equal(200, (await _api.HostAsync(HttpMethod.Put, path, ApiClient.Draft(poll, $"\"closesAt\":\"{ApiClient.Time(DateTimeOffset.UtcNow.AddDays(1))}\""))).Status);

        await _api.CloseAsync(poll);
        (await _api.HostAsync(HttpMethod.Put, path, ApiClient.Draft(poll))).AssertProblem(409);
        (await _api.CloseAsync("nobody")).AssertProblem(404);
    }

    [Fact]
    public async Task Changes_and_a_close_at_once_are_done_or_refused_never_a_fault()
    {
        await using var other = servers.StartHost();
        ApiClient[] replicas = [_api, other.Client()];
        var poll = await _api.OpenAsync();

        var answers = await Task.WhenAll(Enumerable.Range(1, 24).Select(i => i % 6 == 0
            ? replicas[i % 2].CloseAsync(poll)
            : replicas[i % 2].HostAsync(HttpMethod.Put, $"/api/v1/polls/{poll}", ApiClient.Draft(poll, $"\"closesAt\":\"{ApiClient.Time(DateTimeOffset.UtcNow.AddHours(i))}\""))));

        Assert.All(answers, answer => Assert.Contains(answer.Status, (int[])[200, 202, 409]));
        await Eventually.TrueAsync("the poll can be closed", async () => (await _api.CloseAsync(poll)).Status == 202);
        Assert.Single(await servers.EntriesAsync(poll), entry => entry["type"] == "poll.closed");
    }
}
