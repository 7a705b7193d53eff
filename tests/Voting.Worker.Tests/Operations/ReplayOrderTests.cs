using Voting.Stores;
using Voting.Worker.Tests.Stores;

namespace Voting.Worker.Tests.Operations;

/// <summary>A replayed ballot counts by the position at which it was accepted, whenever it is replayed.</summary>
[Collection(SharedServers.Name)]
public sealed class ReplayOrderTests(Servers servers)
{
    [Fact]
    public async Task An_older_ballot_that_is_replayed_does_not_supersede_a_newer_one_also_when_it_comes_back_once_more()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        var worker = path.StartWorker();
        await path.SettleAsync();
        await path.Ledger.RefuseAsync("ballot", "true", "23514");
        await path.CastAsync("pets", 1, "cats");
        await path.SettleAsync();
        Assert.Equal("""{"count":1,"final":0,"tooLarge":0}""", await ReplayAsync(worker)); // the cause is still there
        await path.SettleAsync();
        Assert.Single(await path.DeadReasonsAsync());

        await path.Ledger.AllowAsync("ballot");
        await path.CastAsync("pets", 1, "dogs");
        await path.SettleAsync();
        await ReplayAsync(worker);
        await path.SettleAsync();

        Assert.Equal(["dogs=1"], await path.Ledger.TallyAsync("pets"));
        Assert.Equal(["1 1 0"], await CountsAsync(path));
        Assert.Empty(await path.DeadReasonsAsync());
        Assert.Empty(await path.Ledger.RecountDifferencesAsync());
    }

    [Fact]
    public async Task A_newer_ballot_that_is_replayed_supersedes_an_older_one()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        await path.CastAsync("pets", 1, "dogs");
        var worker = path.StartWorker();
        await path.SettleAsync();
        await path.Ledger.RefuseAsync("ballot", "true", "23514");
        await path.CastAsync("pets", 1, "cats");
        await path.SettleAsync();
        await path.Ledger.AllowAsync("ballot");

        await ReplayAsync(worker);
        await path.SettleAsync();

        Assert.Equal(["cats=1"], await path.Ledger.TallyAsync("pets"));
        Assert.Equal(["1 1 0"], await CountsAsync(path));
    }

    [Fact]
    public async Task A_ballot_that_was_accepted_before_the_poll_closed_counts_also_when_it_is_replayed_behind_the_close_marker()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        await path.OpenAsync("other");
        var first = path.StartWorker();
        await path.SettleAsync();
        await path.Ledger.RefuseAsync("ballot", "true", "23514");
        await path.CastAsync("pets", 1, "cats");
        await path.SettleAsync();
        await path.Ledger.AllowAsync("ballot");
        await first.DisposeAsync();

        // An entry that nobody finishes keeps the result from being final.
        await path.CastAsync("other", 1, "cats");
        await path.ReadAndDieAsync(1);
        var worker = path.StartWorker(claimAfter: "01:00:00");
        await path.CloseAsync("pets");
        await Eventually.TrueAsync("the poll is closed", async () => await path.Ledger.StateAsync("pets") == "closed");
        Assert.Equal("""{"count":1,"final":0,"tooLarge":0}""", await ReplayAsync(worker));
        await Eventually.TrueAsync("the ballot counts", async () => await path.Ledger.TallyAsync("pets") is ["cats=1"]);
        Assert.Equal("closed", await path.Ledger.StateAsync("pets"));

        path.StartWorker();
        await Eventually.TrueAsync("the result is final", async () => await path.Ledger.StateAsync("pets") == "final");
        await path.SettleAsync();
        Assert.Equal(["cats=1"], await path.Ledger.TallyAsync("pets"));
        Assert.Equal(["1 0 0"], await CountsAsync(path));
    }

    [Fact]
    public async Task A_dead_letter_of_a_poll_whose_result_is_final_stays_and_the_operation_says_so()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        await path.OpenAsync("food");
        var worker = path.StartWorker();
        await path.SettleAsync();
        await path.Ledger.RefuseAsync("ballot", "true", "23514");
        await path.CastAsync("pets", 1, "cats");
        await path.CastAsync("food", 1, "cats");
        await path.SettleAsync();
        await path.Ledger.AllowAsync("ballot");
        await path.CloseAsync("pets");
        await path.SettleAsync();
        Assert.Equal("final", await path.Ledger.StateAsync("pets"));

        Assert.Equal("""{"count":1,"final":1,"tooLarge":0}""", await ReplayAsync(worker));
        await path.SettleAsync();

        Assert.Empty(await path.Ledger.TallyAsync("pets"));
        Assert.Equal(["cats=1"], await path.Ledger.TallyAsync("food"));
        Assert.Single(await path.DeadReasonsAsync());
    }

    private static async Task<string> ReplayAsync(WorkerHost worker)
    {
        using var client = worker.CreateAdministrator();
        using var replay = await client.PostAsync(new Uri("/operations/dead-letters/replay", UriKind.Relative), null);
        return await replay.Content.ReadAsStringAsync();
    }

    private static Task<List<string>> CountsAsync(VotePath path)
        => path.Ledger.RowsAsync("select counted, superseded, rejected from ledger.poll_results where poll = 'pets'");
}
