using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Voting.Stores;
using Voting.Worker.Tests.Stores;

namespace Voting.Worker.Tests.Intake;

/// <summary>The worker as a whole on real stores: read, store, acknowledge.</summary>
[Collection(SharedServers.Name)]
public sealed class IntakeTests(Servers servers)
{
    [Fact]
    public async Task Votes_are_stored_acknowledged_and_trimmed_and_a_later_vote_replaces_the_earlier()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        await path.CastAsync("pets", 1, "cats");
        path.StartWorker();
        await path.CastAsync("pets", 2, "cats");
        await path.CastAsync("pets", 1, "dogs");

        await path.SettleAsync();

        Assert.Equal(["cats=1", "dogs=1"], await path.Ledger.TallyAsync("pets"));
        Assert.Equal(0, await path.PendingAsync());
        await Eventually.TrueAsync("what is stored is trimmed", async () => await path.LengthAsync() <= 1);
    }

    [Fact]
    public async Task A_ballot_appended_twice_is_counted_once()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        var ballot = Guid.NewGuid();
        await path.CastAsync("pets", 1, "cats", ballot);
        await path.CastAsync("pets", 1, "cats", ballot);
        path.StartWorker();

        await path.SettleAsync();

        Assert.Equal(["1 1"], await path.Ledger.RowsAsync("select counted, rejected from ledger.poll_results"));
    }

    [Fact]
    public async Task Nothing_is_acknowledged_while_PostgreSQL_is_away_and_everything_is_stored_once_when_it_is_back()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        await path.CastAsync("pets", 0, "dogs");
        path.StartWorker();
        await path.SettleAsync();

        await servers.Postgres.KillAsync();
        try
        {
            for (var voter = 1; voter <= 50; voter++)
            {
                await path.CastAsync("pets", voter, "cats");
            }

            await Eventually.TrueAsync("the worker has read what it cannot store", async () => await path.PendingAsync() > 0);
            Assert.True(await path.LengthAsync() >= 50, "Nothing was trimmed.");
        }
        finally
        {
            await servers.Postgres.StartAgainAsync();
        }

        await path.SettleAsync();
        Assert.Equal(["cats=50", "dogs=1"], await path.Ledger.TallyAsync("pets"));
        Assert.Equal(["51 0 0"], await path.Ledger.RowsAsync("select stored, rejected, swept from ledger.poll_count"));
    }

    [Fact]
    public async Task The_intake_goes_on_after_Redis_was_killed()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        await path.CastAsync("pets", 1, "cats");
        path.StartWorker();
        await path.SettleAsync();

        await servers.Redis.KillAsync();
        await servers.Redis.StartAgainAsync();
        await Eventually.TrueAsync("the stream can be appended to again", async () => (await path.CastAsync("pets", 2, "cats")).Length > 0);

        await path.SettleAsync();
        Assert.Equal(["cats=2"], await path.Ledger.TallyAsync("pets"));
    }

    [Fact]
    public async Task A_worker_that_starts_while_Redis_has_no_memory_left_makes_room()
    {
        await using var path = await servers.VotePathAsync();
        await path.EnsureGroupAsync();
        await path.OpenAsync("pets");
        await path.AppendAsync("v", "none"); // setting it aside acknowledges first, and Redis refuses only a script's first write
        await path.CastAsync("pets", 1, "cats");
        await path.Stream.ExecuteAsync("CONFIG", "SET", "maxmemory", "100kb");
        try
        {
            path.StartWorker();
            await Eventually.TrueAsync("the vote is counted", async () => await path.Ledger.TallyAsync("pets") is ["cats=1"]);
            await Eventually.TrueAsync("and off the stream", async () => await path.LengthAsync() <= 1);
        }
        finally
        {
            await path.Stream.ExecuteAsync("CONFIG", "SET", "maxmemory", "0");
        }

        await path.SettleAsync();
    }

    [Fact]
    public async Task A_connection_that_Redis_will_never_answer_is_given_up()
    {
        await using var wire = new StoreProxy("worker to redis", servers.Redis.Port);
        await using var path = await servers.VotePathAsync();
        path.StartWorker(wire: wire);
        await path.OpenAsync("pets");
        await path.SettleAsync();
        wire.Swallow();
        await Task.Delay(TimeSpan.FromSeconds(2)); // it connects anew within one
        await path.CastAsync("pets", 1, "cats");

        wire.Restore();

        await path.SettleAsync();
        Assert.Equal(["cats=1"], await path.Ledger.TallyAsync("pets"));
    }

    [Fact]
    public async Task The_intake_goes_on_after_a_PostgreSQL_that_did_not_answer()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        await path.CastAsync("pets", 1, "cats");
        path.StartWorker();
        await path.SettleAsync();

        servers.Postgres.Freeze();
        try
        {
            await path.CastAsync("pets", 2, "cats");
            await Eventually.TrueAsync("the worker waits for its commit", async () => await path.PendingAsync() > 0);
        }
        finally
        {
            servers.Postgres.Thaw();
        }

        await path.SettleAsync();
        Assert.Equal(["cats=2"], await path.Ledger.TallyAsync("pets"));
    }

    [Fact]
    public async Task The_intake_goes_on_after_a_Redis_that_did_not_answer_and_finds_what_was_handed_out_meanwhile()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        await path.CastAsync("pets", 1, "cats");
        var health = path.StartWorker().Services.GetRequiredService<HealthCheckService>();
        await path.SettleAsync();

        servers.Redis.Freeze();
        try
        {
            await Eventually.TrueAsync("the worker has given up waiting", async () => (await health.CheckHealthAsync()).Status == HealthStatus.Unhealthy);
        }
        finally
        {
            servers.Redis.Thaw();
        }

        await path.CastAsync("pets", 2, "cats");
        await path.SettleAsync();
        Assert.Equal(["cats=2"], await path.Ledger.TallyAsync("pets"));
    }

    [Fact]
    public async Task What_a_dead_worker_had_read_is_claimed_by_another()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        await path.CastAsync("pets", 1, "cats");
        await path.CastAsync("pets", 2, "cats");
        await path.ReadAndDieAsync(3);
        await path.CastAsync("pets", 3, "dogs");
        path.StartWorker();

        await path.SettleAsync();

        Assert.Equal(["cats=2", "dogs=1"], await path.Ledger.TallyAsync("pets"));
    }

    [Fact]
    public async Task Two_workers_share_the_stream_and_count_every_ballot_once()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        path.StartWorker();
        path.StartWorker();
        for (var i = 0; i < 300; i++)
        {
            await path.CastAsync("pets", i % 100, i < 200 ? "cats" : "dogs");
        }

        await path.CloseAsync("pets");
        await Eventually.TrueAsync("the result is final", async () => await path.Ledger.StateAsync("pets") == "final");

        Assert.Equal(["dogs=100"], await path.Ledger.TallyAsync("pets"));
        Assert.Equal(["100 200 0"], await path.Ledger.RowsAsync("select counted, superseded, rejected from ledger.poll_results"));
        await path.SettleAsync();
    }

    [Fact]
    public async Task Trimming_never_drops_what_is_not_stored()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        var held = await path.CastAsync("pets", 1, "cats");
        await path.EnsureGroupAsync();
        await path.ReadAndDieAsync(2);
        for (var voter = 2; voter < 20; voter++)
        {
            await path.CastAsync("pets", voter, "dogs");
        }

        // Nothing is claimed for an hour, but the stream is trimmed when this worker starts.
        path.StartWorker(claimAfter: "01:00:00");
        await Eventually.TrueAsync("all but the held entries are read", async () => await path.PendingAsync() == 20);
        Assert.Equal(20, await path.LengthAsync());
        Assert.Single((StackExchange.Redis.RedisResult[])(await path.Stream.ExecuteAsync("XRANGE", "votes", held, held))!);

        path.StartWorker();
        await path.SettleAsync();
        Assert.Equal(["cats=1", "dogs=18"], await path.Ledger.TallyAsync("pets"));
    }
}
