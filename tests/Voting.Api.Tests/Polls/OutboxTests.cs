using Voting.Api.Tests.Stores;
using Voting.Stores;

namespace Voting.Api.Tests.Polls;

/// <summary>What the polls' own schema holds and the stream does not gets there, whatever happened in between.</summary>
[Collection(SharedServers.Name)]
public sealed class OutboxTests(Servers servers)
{
    private readonly ApiClient _api = servers.Api;

    [Fact]
    public async Task A_poll_that_was_saved_and_not_published_is_published_by_a_relay()
    {
        var poll = await SaveAsync(closesAt: "null");

        await Eventually.TrueAsync("votes are accepted", async () => (await _api.CastAsync(poll, 1, "cats")).Status == 202);

        Assert.Equal(["poll.opened", "ballot.cast"], (await servers.EntriesAsync(poll)).Select(entry => entry["type"]));
    }

    [Fact]
    public async Task A_close_that_was_saved_and_not_published_is_published_by_a_relay()
    {
        var poll = await SaveAsync(closesAt: "now() - interval '1 second'");

        await Eventually.TrueAsync("the fence is there", async () => (await servers.EntriesAsync(poll)).Count == 2);

        Assert.Equal(["poll.opened", "poll.closed"], (await servers.EntriesAsync(poll)).Select(entry => entry["type"]));
        await Eventually.TrueAsync("it is marked", () => servers.ScalarAsync<bool>($"select close_published from polls.poll where id = '{poll}'"));
    }

    [Fact]
    public async Task Polls_come_back_to_a_Redis_that_was_emptied_the_closed_ones_closed()
    {
        var (open, closed) = (await _api.OpenAsync(), await _api.OpenAsync());
        await _api.CloseAsync(closed);

        await servers.Stream.ExecuteAsync("FLUSHALL");
        await _api.ReconcileAsync();

        await Eventually.TrueAsync("votes are accepted", async () => (await _api.CastAsync(open, 1, "cats")).Status == 202);
        await Eventually.TrueAsync("the closed poll is back", async () => (await _api.CastAsync(closed, 1, "cats")).Status == 409);
    }

    [Fact]
    public async Task The_first_poll_is_opened_once_by_any_number_of_replicas()
    {
        var settings = new Dictionary<string, string> { ["SeedPoll:Id"] = "first", ["SeedPoll:Question"] = "Cats or dogs?", ["SeedPoll:Options"] = "Cats, Dogs" };
        await using var one = servers.StartHost(settings);
        await using var two = servers.StartHost(settings);

        await Eventually.TrueAsync("the first poll is open", async () => (await one.Client().CastAsync("first", 1, "dogs")).Status == 202);
        await Eventually.TrueAsync("both are ready", async () => (await two.Client().GetAsync("/ready")).Status == 200 && (await one.Client().GetAsync("/ready")).Status == 200);

        Assert.Single(await servers.EntriesAsync("first"), entry => entry["type"] == "poll.opened");
        Assert.Equal("opened administrator", await servers.ScalarAsync<string>("select string_agg(action || ' ' || actor, ', ') from polls.audit where poll = 'first'"));
    }

    // As a request that dies between the two stores leaves it.
    private async Task<string> SaveAsync(string closesAt)
    {
        var poll = ApiClient.NewPollId();
        await servers.ExecuteAsync($$"""
            insert into polls.poll (id, definition, version, published_version, closes_at, close_published, created_at) values (
                '{{poll}}', '{"id":"{{poll}}","question":"?","kind":"single","options":[{"id":"cats","label":"Cats"},{"id":"dogs","label":"Dogs"}],"minChoices":1,"maxChoices":1,"maxScore":null,"allowAbstain":false,"opensAt":null,"closesAt":null,"version":1}',
                1, 0, {{closesAt}}, false, now())
            """);
        return poll;
    }
}
