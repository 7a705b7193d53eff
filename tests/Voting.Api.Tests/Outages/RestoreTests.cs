using StackExchange.Redis;
using Voting.Api.Tests.Codes;
using Voting.Api.Tests.Stores;
using Voting.Stores;

namespace Voting.Api.Tests.Outages;

/// <summary>A store that was restored to an earlier time: it is told, no vote is accepted, and one command mends it.</summary>
public sealed class RestoreTests : IAsyncLifetime
{
    private RestoredStores _stores = null!;
    private ApiClient _api = null!;
    private string _poll = null!;
    private string _closing = null!;

    public async ValueTask InitializeAsync()
    {
        _stores = await RestoredStores.StartAsync();
        _api = _stores.Api;
        (_poll, _closing) = (await _api.OpenAsync(), await _api.OpenAsync());
        await CastAsync(_poll, 1, 2, 3);
        await CastAsync(_closing, 1);
        await _stores.StoredAsync(ballots: 4, events: 2);
    }

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task An_older_PostgreSQL_gets_back_from_the_stream_what_it_lost()
    {
        await _stores.BackUpPostgresAsync();
        var later = await GoOnAsync();

        await _stores.RestorePostgresAsync();
        await AssertToldAsync();
        Assert.Equal(4, await _stores.BallotsAsync());
        var done = (await _api.ReconcileAsync()).Json;

        Assert.Equal(0, (long)done["missing"]!);
        Assert.Equal(2, (int)done["rebuiltPolls"]!);
        await AssertMendedAsync(later, ballots: 7);
    }

    [Fact]
    public async Task What_an_older_PostgreSQL_cannot_get_back_is_counted_and_the_rest_goes_on()
    {
        await _stores.BackUpPostgresAsync();
        var later = await GoOnAsync();
        await using (var redis = await ConnectionMultiplexer.ConnectAsync(_stores.Redis.ConnectionString))
        {
            await redis.GetDatabase().StreamTrimAsync("votes", 0);
        }

        await _stores.RestorePostgresAsync();
        await AssertToldAsync();
        var done = (await _api.ReconcileAsync()).Json;

        // Three ballots, a definition and a close marker were lost, and the last two put on the stream again.
        Assert.Equal(5, (long)done["missing"]!);
        Assert.Equal(2, (int)done["publishedAgain"]!);
        await AssertMendedAsync(later, ballots: 4);
    }

    [Fact]
    public async Task An_older_Redis_counts_on_behind_the_ledger_and_has_every_poll_again()
    {
        var backup = _stores.Redis.Backup();
        var later = await GoOnAsync();

        await _stores.Redis.RestoreAsync(backup);
        await AssertToldAsync();
        Assert.Equal(7, await _stores.BallotsAsync());
        var done = (await _api.ReconcileAsync()).Json;

        Assert.Equal(0, (long)done["missing"]!);
        Assert.True((long)done["lostByRedis"]! > 0);
        await AssertMendedAsync(later, ballots: 7);
        backup.Delete(recursive: true);
    }

    [Fact]
    public async Task An_empty_Redis_too()
    {
        var later = await GoOnAsync();

        await _stores.Redis.RestoreAsync(null);
        await AssertToldAsync();
        Assert.Equal(7, await _stores.BallotsAsync());
        var done = (await _api.ReconcileAsync()).Json;

        Assert.Equal(0, (long)done["missing"]!);
        await AssertMendedAsync(later, ballots: 7);
    }

    [Fact]
    public async Task A_first_vote_that_stays_is_known_to_an_empty_Redis_too()
    {
        var poll = await _api.OpenAsync(CodePolls.Once);
        var codes = await _api.AddCodesAsync(poll, 2);
        Assert.Equal(202, (await _api.CastCodeAsync(poll, codes[0])).Status);
        await _stores.StoredAsync(ballots: 5, events: 3);

        await _stores.Redis.RestoreAsync(null);
        await AssertToldAsync();
        // What ends halfway opens nothing: a value of another type is in the way of who has voted.
        await using (var redis = await ConnectionMultiplexer.ConnectAsync(_stores.Redis.ConnectionString))
        {
            await redis.GetDatabase().StringSetAsync($"votes:voted:{poll}", "in the way");
            await Eventually.TrueAsync("it ends halfway", async () => (await _api.HostAsync(HttpMethod.Post, "/api/v1/stores/reconcile")).Status == 500);
            await AssertToldAsync();
            await redis.GetDatabase().KeyDeleteAsync($"votes:voted:{poll}");
        }

        await _api.ReconcileAsync();

        await Eventually.TrueAsync("the other code casts a vote", async () => (await _api.CastCodeAsync(poll, codes[1])).Status == 202);
        (await _api.CastCodeAsync(poll, codes[0])).AssertCode(409, "already_voted");
    }

    [Fact]
    public async Task Stores_that_agree_are_left_alone_and_only_the_administrator_asks()
    {
        Assert.Equal(401, (await _api.SendAsync(HttpMethod.Post, "/api/v1/stores/reconcile", null)).Status);
        Assert.Contains("nothing was changed", (await _api.ReconcileAsync()).Text, StringComparison.Ordinal);
        Assert.Equal(4, await _stores.BallotsAsync());

        // A Redis that was killed and has everything is no contradiction, although it forgets how many entries were read.
        await _stores.Redis.KillAsync();
        await _stores.Redis.StartAgainAsync();
        await Eventually.TrueAsync("votes are accepted", async () => (await _api.CastAsync(_poll, 9, "cats", "after")).Status == 202);
    }

    // What happens after the backup: two votes, a poll with one vote, and a close.
    private async Task<string> GoOnAsync()
    {
        await CastAsync(_poll, 4, 5);
        // The backup may have cut the connections to PostgreSQL.
        var later = ApiClient.NewPollId();
        await Eventually.TrueAsync("a poll is opened", async () => (await _api.HostAsync(HttpMethod.Post, "/api/v1/polls", ApiClient.Draft(later))).Status == 201);
        await CastAsync(later, 1);
        await Eventually.TrueAsync("the poll is closed", async () => (await _api.CloseAsync(_closing)).Status == 202);
        await _stores.StoredAsync(ballots: 7, events: 4);
        await Eventually.TrueAsync("the result is final", () => FinalAsync(_closing));
        return later;
    }

    private async Task AssertToldAsync()
    {
        await Eventually.TrueAsync("it is told", async () =>
        {
            // A vote that nobody could store: one that was accepted before comes again.
            var answer = await _api.CastAsync(_poll, 1, "cats", "vote-1");
            return answer.Status == 503 && (string?)answer.Json["code"] == "stores_differ" && answer.RetryAfter > TimeSpan.Zero;
        });
        var opened = await _api.HostAsync(HttpMethod.Post, "/api/v1/polls", ApiClient.Draft(ApiClient.NewPollId()));
        Assert.Equal("stores_differ", (string?)opened.AssertProblem(503).Json["code"]);
        Assert.Equal(200, (await _api.GetAsync("/ready")).Status);
        // It does not mend itself in silence.
        await Task.Delay(TimeSpan.FromSeconds(6));
        (await _api.CastAsync(_poll, 1, "cats", "vote-1")).AssertUnavailable();
    }

    private async Task AssertMendedAsync(string later, long ballots)
    {
        Assert.Equal(202, (await _api.CastAsync(_poll, 11, "dogs", "vote-11")).Status);
        Assert.Equal(202, (await _api.CastAsync(later, 12, "dogs", "vote-12")).Status);
        Assert.Equal(409, (await _api.CastAsync(_closing, 13, "dogs", "vote-13")).Status);
        // The same vote again, with its key: whoever knows it, the ledger counts it once.
        Assert.Equal(202, (await _api.CastAsync(_poll, 1, "cats", "vote-1")).Status);
        await Eventually.TrueAsync("the new votes are stored", async () => await _stores.BallotsAsync() == ballots + 2);
        await Eventually.TrueAsync("the result is final", () => FinalAsync(_closing));
        await Eventually.TrueAsync("the balance is zero", async () => (await _api.GetAsync("/api/v1/ledger")).Json is var balance
            && (long)balance["balance"]! == 0 && (long)balance["inFlight"]! == 0 && (long)balance["stored"]! >= ballots + 2);
        Assert.Equal(0, await _stores.CountAsync("select count(*) from ledger.recount() where kept <> recounted"));
        Assert.Equal("stores_agree", (await _api.ReconcileAsync()).Text.Contains("nothing was changed", StringComparison.Ordinal) ? "stores_agree" : "stores_differ");
    }

    private async Task<bool> FinalAsync(string poll) => (bool?)(await _api.GetAsync($"/api/v1/polls/{poll}/results")).Json["final"] == true;

    private async Task CastAsync(string poll, params int[] voters)
    {
        foreach (var voter in voters)
        {
            Assert.Equal(202, (await _api.CastAsync(poll, voter, "cats", $"vote-{voter}")).Status);
        }
    }
}
