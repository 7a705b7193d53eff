using Voting.Worker.Tests.Stores;

namespace Voting.Worker.Tests.Ledger;

/// <summary>Workers wait for each other only where they store ballots of the same poll.</summary>
[Collection(SharedServers.Name)]
public sealed class PollLocksTests(Servers servers) : LedgerTest(servers)
{
    [Fact]
    public async Task A_writer_of_one_poll_holds_up_that_poll_and_no_other()
    {
        await OpenAsync("food", 2);
        await using var connection = await Ledger.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var hold = new Npgsql.NpgsqlCommand("select ledger.lock_polls(array['pets'])", connection, transaction);
        await hold.ExecuteNonQueryAsync();

        await Ledger.Store().StoreAsync([Ballot(10, 1, "cats", "food")], default).WaitAsync(TimeSpan.FromSeconds(10));
        var waits = Ledger.Store().StoreAsync([Ballot(11, 1, "cats"), Ballot(12, 2, "cats", "food")], default);
        await Task.Delay(500);

        Assert.False(waits.IsCompleted, "Its poll is locked.");
        Assert.Equal(["cats=1"], await Ledger.TallyAsync("food"));
        await transaction.CommitAsync();
        await waits.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(["cats=2"], await Ledger.TallyAsync("food"));
        Assert.Equal(["cats=1"], await Ledger.TallyAsync("pets"));
    }

    [Fact]
    public async Task Whoever_locks_the_whole_ledger_waits_for_all_and_holds_up_all()
    {
        await using var connection = await Ledger.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var hold = new Npgsql.NpgsqlCommand("select ledger.lock_ledger()", connection, transaction);
        await hold.ExecuteNonQueryAsync();

        var waits = StoreAsync(Ballot(10, 1, "cats"));
        await Task.Delay(300);

        Assert.False(waits.IsCompleted, "The ledger is locked.");
        await transaction.CommitAsync();
        await waits.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(["cats=1"], await Ledger.TallyAsync("pets"));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(100)] // more polls in a batch than are locked one by one
    public async Task Batches_of_several_polls_in_every_order_never_wait_in_a_circle(int polls)
    {
        string[] names = [.. Enumerable.Range(1, polls).Select(i => $"poll-{i}")];
        for (var i = 0; i < polls; i++)
        {
            await OpenAsync(names[i], 100 + i);
        }

        const int Rounds = 10;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async worker =>
        {
            var store = Ledger.Store();
            for (var round = 0; round < Rounds; round++)
            {
                var first = 10_000L * ((worker * Rounds) + round + 1);
                var order = worker % 2 == 0 ? names : [.. names.Reverse()];
                await store.StoreAsync([.. order.Select((poll, i) => Ballot(first + i, (int)first, "cats", poll))], default);
            }
        }));

        Assert.Equal(4L * Rounds * polls, await Ledger.ScalarAsync<long>("select sum(ballots)::bigint from ledger.tallies"));
        Assert.Empty(await Ledger.RecountDifferencesAsync());
    }
}
