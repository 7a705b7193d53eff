using Voting.Stores;
using Voting.Worker.Tests.Stores;

namespace Voting.Worker.Tests.Intake;

/// <summary>Entries that depend on all entries before them.</summary>
[Collection(SharedServers.Name)]
public sealed class DeferredEntriesTests(Servers servers)
{
    [Fact]
    public async Task A_ballot_waits_for_its_poll_that_another_consumer_still_holds()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        await path.ReadAndDieAsync(1);
        await path.CastAsync("pets", 1, "cats");
        path.StartWorker(claimAfter: "01:00:00");
        await Eventually.TrueAsync("the ballot is read", async () => await path.PendingAsync() == 2);
        Assert.Equal(0, await path.LengthAsync("votes:dead"));

        path.StartWorker();
        await path.SettleAsync();

        Assert.Equal(["cats=1"], await path.Ledger.TallyAsync("pets"));
        Assert.Equal(0, await path.LengthAsync("votes:dead"));
    }

    [Fact]
    public async Task What_belongs_to_no_poll_is_dead_lettered_once_it_is_the_oldest()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        await path.CastAsync("nobody", 1, "cats");
        await path.CloseAsync("nobody");
        await path.CastAsync("pets", 1, "cats");
        path.StartWorker();

        await path.SettleAsync();

        Assert.Equal(["unknown poll", "unknown poll"], await path.DeadReasonsAsync());
        Assert.Equal(["cats=1"], await path.Ledger.TallyAsync("pets"));
    }

    [Fact]
    public async Task A_result_is_final_only_when_everything_before_the_close_marker_is_stored()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        await path.OpenAsync("marker");
        await path.ReadAndDieAsync(2, "dead-definitions");
        await path.CastAsync("pets", 1, "cats");
        await path.ReadAndDieAsync(1, "holder");
        await path.CastAsync("pets", 2, "dogs");
        await path.CloseAsync("pets");
        await path.CastAsync("pets", 3, "dogs");
        await ApplyHeldDefinitionsAsync(path);

        path.StartWorker(claimAfter: "01:00:00");
        await Eventually.TrueAsync("the close marker is known and dogs are counted", async () =>
            await path.Ledger.StateAsync("pets") == "closed" && (await path.Ledger.TallyAsync("pets")).Contains("dogs=1"));

        // Two more rounds of the worker: each ends with a look at the oldest entry.
        foreach (var voter in (int[])[1, 2])
        {
            await path.CastAsync("marker", voter, "cats");
            await Eventually.TrueAsync("the marker is stored", async () => (await path.Ledger.TallyAsync("marker")).Contains($"cats={voter}"));
        }

        Assert.Equal("closed", await path.Ledger.StateAsync("pets"));

        path.StartWorker();
        await Eventually.TrueAsync("the result is final", async () => await path.Ledger.StateAsync("pets") == "final");
        Assert.Equal(["cats=1", "dogs=1"], await path.Ledger.TallyAsync("pets"));
        Assert.Equal(["2 0 1"], await path.Ledger.RowsAsync("select counted, superseded, rejected from ledger.poll_results where poll = 'pets'"));
        await path.SettleAsync();
    }

    // As the consumer that holds them would, before it died: stored, not acknowledged.
    private static async Task ApplyHeldDefinitionsAsync(VotePath path)
    {
        var position = 1;
        foreach (var poll in (string[])["pets", "marker"])
        {
            await path.Ledger.Store().ApplyDefinitionAsync(position++, "poll.opened", poll, 1, Definitions.Json(poll), default);
        }

        await path.Stream.ExecuteAsync("XACK", ["votes", "ledger", .. ((StackExchange.Redis.RedisResult[])(await path.Stream.ExecuteAsync("XPENDING", "votes", "ledger", "-", "+", 10, "dead-definitions"))!)
            .Select(entry => (string)((StackExchange.Redis.RedisResult[])entry!)[0]!)]);
    }
}
