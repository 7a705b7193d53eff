using Voting.Api.Tests.Stores;
using Voting.Stores;

namespace Voting.Api.Tests.Outages;

/// <summary>A store that is away: what can be promised is, what cannot is 503 within five seconds, and everything recovers by itself.</summary>
[Collection(SharedServers.Name)]
public sealed class StoreOutageTests(Servers servers) : IAsyncLifetime
{
    private readonly ApiClient _api = servers.Api;
    private string _poll = null!;
    private string _code = null!;

    public async ValueTask InitializeAsync()
    {
        _poll = await _api.OpenAsync();
        _code = (string)(await _api.GetAsync($"/api/v1/polls/{_poll}")).Json["joinCode"]!;
        Assert.Equal(202, (await _api.CastAsync(_poll, 1, "cats", "before")).Status);
        Assert.Equal(404, (await _api.GetAsync($"/api/v1/polls/{_poll}/results")).Status); // and a connection is open
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Without_PostgreSQL_votes_are_accepted_and_polls_shown()
    {
        await servers.Postgres.KillAsync();
        try
        {
            await AssertOnlyVotingGoesOnAsync();
        }
        finally
        {
            await servers.Postgres.StartAgainAsync();
        }

        await AssertRecoveredAsync();
    }

    [Fact]
    public async Task With_a_PostgreSQL_that_does_not_answer_too()
    {
        servers.Postgres.Freeze();
        try
        {
            await AssertOnlyVotingGoesOnAsync();
        }
        finally
        {
            servers.Postgres.Thaw();
        }

        await AssertRecoveredAsync();
    }

    [Fact]
    public async Task Without_Redis_nothing_is_promised()
    {
        await servers.Redis.KillAsync();
        try
        {
            await AssertNothingIsPromisedAsync();
        }
        finally
        {
            await servers.Redis.StartAgainAsync();
        }

        await AssertRecoveredAsync();
    }

    [Fact]
    public async Task With_a_Redis_that_does_not_answer_nothing_is_promised_and_the_same_key_counts_once_afterwards()
    {
        servers.Redis.Freeze();
        try
        {
            await AssertNothingIsPromisedAsync();
        }
        finally
        {
            servers.Redis.Thaw();
        }

        await AssertRecoveredAsync();
        Assert.Equal(202, (await _api.CastAsync(_poll, 2, "cats", "during")).Status);
        Assert.Equal(3, (await servers.EntriesAsync(_poll)).Count(entry => entry["type"] == "ballot.cast" && entry.Content == "cats")); // before, during, after
    }

    [Fact]
    public async Task A_poll_that_was_sent_while_Redis_was_away_can_be_sent_again()
    {
        var (poll, opened) = (ApiClient.NewPollId(), 0);
        await servers.Redis.KillAsync();
        try
        {
            (await OpenAsync(poll)).AssertUnavailable();
        }
        finally
        {
            await servers.Redis.StartAgainAsync();
        }

        await Eventually.TrueAsync("it is answered", async () => (opened = (await OpenAsync(poll)).Status) != 503);
        Assert.Equal(201, opened);
        await AssertRecoveredAsync();
    }

    [Fact]
    public async Task With_a_last_id_from_the_future_nothing_is_promised()
    {
        var length = await servers.LengthAsync();
        await servers.Stream.ExecuteAsync("XADD", "votes", "8796093022208-0", "v", "1");
        try
        {
            (await _api.CastAsync(_poll, 2, "cats")).AssertUnavailable();
            (await OpenAsync(ApiClient.NewPollId())).AssertUnavailable();
            (await _api.CloseAsync(_poll)).AssertUnavailable();
            Assert.Equal(length + 1, await servers.LengthAsync());
        }
        finally
        {
            await servers.Stream.ExecuteAsync("DEL", "votes"); // there is no worker here that mends it
            await _api.ReconcileAsync();
        }

        // And the stream is there again: without it, what another test writes into the ledger would be a contradiction.
        await Eventually.TrueAsync("polls are opened", async () => (await OpenAsync(ApiClient.NewPollId())).Status == 201);
    }

    [Fact]
    public async Task With_a_Redis_that_has_no_memory_left_nothing_is_promised()
    {
        var length = await servers.LengthAsync();
        await servers.Stream.ExecuteAsync("CONFIG", "SET", "maxmemory", "100kb");
        try
        {
            (await _api.CastAsync(_poll, 2, "cats", "full")).AssertUnavailable();
            (await _api.CloseAsync(_poll)).AssertUnavailable();
            Assert.Equal(length, await servers.LengthAsync());
        }
        finally
        {
            await servers.Stream.ExecuteAsync("CONFIG", "SET", "maxmemory", "0");
        }

        await AssertRecoveredAsync();
    }

    [Fact]
    public async Task A_connection_that_Redis_will_never_answer_is_given_up()
    {
        await using var wire = new StoreProxy("api to redis", servers.Redis.Port);
        await using var replica = servers.StartHost(new() { ["ConnectionStrings:redis"] = $"127.0.0.1:{wire.Port},password={servers.Redis.Password}" });
        var api = replica.Client();
        await Eventually.TrueAsync("the replica takes votes", async () => (await api.CastAsync(_poll, 2, "cats")).Status == 202);
        wire.Swallow();
        await Eventually.TrueAsync("the replica has noticed", async () => (await api.CastAsync(_poll, 3, "cats")).Status == 503);

        wire.Restore();

        await Eventually.TrueAsync("it takes votes again", async () => (await api.CastAsync(_poll, 3, "cats")).Status == 202);
    }

    [Fact]
    public async Task Stores_that_answer_each_time_just_in_time_do_not_make_a_request_late()
    {
        await using var ledger = new StoreProxy("api to ledger", servers.Postgres.Port);
        await using var stream = new StoreProxy("api to redis", servers.Redis.Port);
        await using var replica = servers.StartHost(new()
        {
            ["ConnectionStrings:votes"] = $"{servers.Login("voting_api")};Port={ledger.Port}",
            ["ConnectionStrings:redis"] = $"127.0.0.1:{stream.Port},password={servers.Redis.Password}",
        });
        var api = replica.Client();
        await Eventually.TrueAsync("the replica is ready", async () => (await api.GetAsync("/ready")).Status == 200);
        var open = await api.OpenAsync();
        Assert.Equal(202, (await api.CastAsync(open, 1, "cats")).Status); // and connections are open

        // There and back: below what one statement, and one reply of Redis, may take.
        ledger.Delay(TimeSpan.FromSeconds(0.7));
        stream.Delay(TimeSpan.FromSeconds(1.2));
        var late = ApiClient.NewPollId();
        foreach (var answer in await Task.WhenAll(
            api.HostAsync(HttpMethod.Post, "/api/v1/polls", ApiClient.Draft(late)),
            api.HostAsync(HttpMethod.Patch, $"/api/v1/polls/{_poll}", """{"listed":false}"""),
            api.CloseAsync(_poll)))
        {
            answer.AssertUnavailable();
        }

        // A vote needs one reply, and has it.
        Assert.Equal(202, (await api.CastAsync(open, 2, "cats")).Status);

        ledger.Restore();
        stream.Restore();
        await Eventually.TrueAsync("sent again, it is made", async () => (await api.HostAsync(HttpMethod.Post, "/api/v1/polls", ApiClient.Draft(late))).Status is 200 or 201);
    }

    private Task<Answer> OpenAsync(string poll) => _api.HostAsync(HttpMethod.Post, "/api/v1/polls", ApiClient.Draft(poll));

    private async Task AssertOnlyVotingGoesOnAsync()
    {
        Assert.Equal(202, (await _api.CastAsync(_poll, 2, "dogs")).Status);
        Assert.Equal(200, (await _api.GetAsync($"/api/v1/polls/{_poll}")).Status);
        var listed = await _api.GetAsync("/api/v1/polls?state=open");
        Assert.True(listed.Text.Contains(_poll, StringComparison.Ordinal), $"{listed.Took.TotalSeconds:F1} s: {listed.Text}");
        Assert.Equal(_poll, (string?)(await _api.GetAsync($"/api/v1/join/{_code}")).Json["id"]);
        Assert.Equal(200, (await _api.GetAsync("/ready")).Status);

        foreach (var answer in await Task.WhenAll(
            _api.GetAsync($"/api/v1/polls/{_poll}/results"),
            _api.GetAsync("/api/v1/ledger"),
            _api.CloseAsync(_poll),
            _api.GetAsync($"/api/v1/polls/{_poll}/ballots/{Guid.NewGuid():D}"),
            _api.HostAsync(HttpMethod.Post, "/api/v1/polls", ApiClient.Draft(ApiClient.NewPollId())),
            _api.HostAsync(HttpMethod.Put, $"/api/v1/polls/{_poll}", ApiClient.Draft(_poll))))
        {
            answer.AssertUnavailable();
        }
    }

    private async Task AssertNothingIsPromisedAsync()
    {
        foreach (var answer in await Task.WhenAll(
            _api.CastAsync(_poll, 2, "cats", "during"),
            _api.CastAsync("new-to-the-door", 2, "cats"),
            _api.GetAsync($"/api/v1/polls/{_poll}")))
        {
            answer.AssertUnavailable();
        }

        // The list is PostgreSQL's; it promises nothing.
        Assert.Equal(200, (await _api.GetAsync("/api/v1/polls")).Status);

        Assert.Equal(200, (await _api.GetAsync("/health")).Status);
        // Taken out of the Service, it could not even say so.
        Assert.Equal(200, (await _api.GetAsync("/ready")).Status);
    }

    private async Task AssertRecoveredAsync()
    {
        await Eventually.TrueAsync("votes are accepted", async () => (await _api.CastAsync(_poll, 3, "cats", "after")).Status == 202);
        await Eventually.TrueAsync("the ledger is read", async () => (await _api.GetAsync($"/api/v1/polls/{_poll}/results")).Status == 404);
        await Eventually.TrueAsync("the poll is shown", async () => (await _api.GetAsync($"/api/v1/polls/{_poll}")).Status == 200);
        await Eventually.TrueAsync("ready", async () => (await _api.GetAsync("/ready")).Status == 200);
        await Eventually.TrueAsync("the tests' own connection is back", async () => await servers.LengthAsync() > 0);
        Assert.Equal(202, (await _api.CastAsync(_poll, 1, "cats", "before")).Status);
    }
}
