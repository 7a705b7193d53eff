using Voting.Worker.Tests.Stores;

namespace Voting.Worker.Tests.Ledger;

[Collection(SharedServers.Name)]
public sealed class LedgerStoreTests(Servers servers) : LedgerTest(servers)
{
    [Fact]
    public async Task Storing_a_batch_twice_changes_nothing()
    {
        Voting.Worker.Ledger.BallotRow[] batch = [Ballot(2, 1, "cats"), Ballot(3, 2, "dogs"), Ballot(4, 1, "eels")];
        await StoreAsync(batch);
        await StoreAsync(batch);
        await StoreAsync(batch[1], batch[2]);

        Assert.Equal(["dogs=1", "eels=1"], await Ledger.TallyAsync("pets"));
        Assert.Equal(["2 1 0"], await CountsAsync());
        Assert.Equal(["3 0 0 1"], await Ledger.RowsAsync("select stored, rejected, swept, events from ledger.poll_count"));
    }

    [Theory]
    [InlineData(new[] { 2, 3 })]
    [InlineData(new[] { 3, 2 })]
    public async Task A_later_position_supersedes_whatever_order_it_is_stored_in(int[] order)
    {
        foreach (var position in order)
        {
            await StoreAsync(Ballot(position, 1, position == 2 ? "cats" : "dogs"));
        }

        Assert.Equal(["dogs=1"], await Ledger.TallyAsync("pets"));
        Assert.Equal(["1 1 0"], await CountsAsync());
        Assert.Equal(["superseded", "counted"], await Ledger.RowsAsync("select status from ledger.receipts order by position"));
    }

    [Fact]
    public async Task A_ballot_at_a_second_position_is_rejected_once()
    {
        var again = Ballot(3, 1, "cats") with { Ballot = Id(2) };
        await StoreAsync(Ballot(2, 1, "cats"));
        await StoreAsync(again);
        await StoreAsync(again);

        Assert.Equal(["cats=1"], await Ledger.TallyAsync("pets"));
        Assert.Equal(["1 0 1"], await CountsAsync());
        Assert.Equal(["3 duplicate"], await Ledger.RowsAsync("select position, reason from ledger.rejection"));
        Assert.Equal(["2 counted -"], await Ledger.RowsAsync("select position, status, reason from ledger.receipts"));
    }

    [Fact]
    public async Task A_ballot_twice_in_one_batch_is_one_ballot()
    {
        await StoreAsync(Ballot(2, 1, "cats"), Ballot(3, 1, "cats") with { Ballot = Id(2) });

        Assert.Equal(["1 0 1"], await CountsAsync());
    }

    [Fact]
    public async Task Behind_the_close_marker_a_ballot_is_rejected_with_the_reason()
    {
        Assert.True(await Store.ApplyCloseMarkerAsync(10, "pets", default));
        await StoreAsync(Ballot(9, 1, "cats"), Ballot(11, 1, "dogs"), Ballot(12, 2, "dogs"));

        Assert.Equal(["cats=1"], await Ledger.TallyAsync("pets"));
        Assert.Equal(["1 0 2"], await CountsAsync());
        Assert.Equal(["9 counted -", "11 rejected closed", "12 rejected closed"], await Ledger.RowsAsync("select position, status, reason from ledger.receipts order by position"));
    }

    [Fact]
    public async Task Finalizing_takes_out_what_was_stored_from_behind_the_close_marker_and_restores_the_ballot_before_it()
    {
        await StoreAsync(Ballot(5, 1, "cats"), Ballot(6, 1, "eels"), Ballot(12, 1, "dogs"), Ballot(13, 2, "dogs"));
        await Store.ApplyCloseMarkerAsync(10, "pets", default);
        await StoreAsync(Ballot(7, 3, "cats"));

        await Store.FinalizeAsync("pets", default);

        Assert.Equal(["cats=1", "eels=1"], await Ledger.TallyAsync("pets"));
        Assert.Equal(["2 1 2"], await CountsAsync());
        Assert.Equal("final", await Ledger.StateAsync("pets"));
        Assert.Equal(
            ["5 superseded -", "6 counted -", "7 counted -", "12 rejected closed", "13 rejected closed"],
            await Ledger.RowsAsync("select position, status, reason from ledger.receipts order by position"));
        Assert.Empty(await Ledger.RecountDifferencesAsync());
    }

    [Fact]
    public async Task A_ballot_from_before_the_close_marker_that_comes_after_the_result_is_final_is_rejected()
    {
        await StoreAsync(Ballot(2, 1, "cats"));
        await Store.ApplyCloseMarkerAsync(10, "pets", default);
        await Store.FinalizeAsync("pets", default);

        await StoreAsync(Ballot(2, 1, "cats"), Ballot(5, 1, "dogs"), Ballot(6, 2, "dogs"), Ballot(7, 3, "eels") with { Ballot = Id(2) });

        Assert.Equal(["cats=1"], await Ledger.TallyAsync("pets"));
        Assert.Equal(["1 0 3"], await CountsAsync());
        Assert.Equal(["5 final", "6 final", "7 duplicate"], await Ledger.RowsAsync("select position, reason from ledger.rejection order by position"));
        Assert.Empty(await Ledger.RecountDifferencesAsync());
    }

    [Fact]
    public async Task A_final_result_never_changes()
    {
        await StoreAsync(Ballot(2, 1, "cats"), Ballot(3, 2, "dogs"));
        await Store.ApplyCloseMarkerAsync(10, "pets", default);
        await Store.FinalizeAsync("pets", default);
        var final = await Ledger.RowsAsync("select * from ledger.poll_results");

        await StoreAsync(Ballot(2, 1, "cats"));
        await StoreAsync(Ballot(11, 1, "dogs"));
        await Store.ApplyCloseMarkerAsync(99, "pets", default);
        await Store.ApplyDefinitionAsync(100, "poll.changed", "pets", 9, Definitions.Json("pets", version: 9).Replace("Cats or dogs?", "Who?", StringComparison.Ordinal), default);
        await Store.FinalizeAsync("pets", default);
        await StoreAsync(Ballot(50, 1, "dogs"));

        Assert.Equal(["cats=1", "dogs=1"], await Ledger.TallyAsync("pets"));
        Assert.Equal(
            await Ledger.RowsAsync("select poll, question, counted, superseded, state, 10::bigint from ledger.poll_results"),
            ["pets Cats or dogs? 2 0 final 10"]);
        Assert.Equal(10, await Ledger.ScalarAsync<long>("select fence from ledger.poll"));
        Assert.Single(final);
    }

    [Fact]
    public async Task A_close_marker_of_an_unknown_poll_is_not_applied()
        => Assert.False(await Store.ApplyCloseMarkerAsync(10, "nobody", default));

    [Fact]
    public async Task An_older_definition_and_a_repeated_one_change_nothing_but_their_event_counts_once()
    {
        await Store.ApplyDefinitionAsync(3, "poll.changed", "pets", 2, Definitions.Json("pets", "ranking", 1, 3, version: 2), default);
        await Store.ApplyDefinitionAsync(3, "poll.changed", "pets", 2, Definitions.Json("pets", "ranking", 1, 3, version: 2), default);
        await OpenAsync("pets", 1);

        Assert.Equal(["ranking 2"], await Ledger.RowsAsync("select kind, events from ledger.poll_results join ledger.poll_count on true"));
    }

    [Fact]
    public async Task Ballots_that_cannot_be_stored_are_named_and_the_others_are_stored()
    {
        var batch = await StoreAsync(Ballot(2, 1, "cats"), Ballot(3, 2, "bats"), Ballot(4, 3, "cats", poll: "nobody"));

        Assert.Equal([3], batch.NotOfThisPoll);
        Assert.Equal([4], batch.UnknownPoll);
        Assert.Equal(["cats=1"], await Ledger.TallyAsync("pets"));
    }

    [Fact]
    public async Task A_worker_survives_the_database_being_replaced_beneath_it()
    {
        await StoreAsync(Ballot(2, 1, "cats"));
        await Ledger.ExecuteAsync("drop schema ledger cascade");
        await LedgerDatabase.ExecuteAsync(Ledger.SourceOf(Ledger.Admin), "create schema ledger authorization voting_worker");
        await Ledger.MigrateAsync();
        Assert.Equal([3], (await StoreAsync(Ballot(3, 1, "dogs"))).UnknownPoll);

        await OpenAsync("first", 4);
        await OpenAsync("pets", 5);
        await StoreAsync(Ballot(3, 1, "dogs"), Ballot(6, 2, "cats"));

        Assert.Equal(["cats=1", "dogs=1"], await Ledger.TallyAsync("pets"));
        Assert.Empty(await Ledger.TallyAsync("first"));
    }
}
