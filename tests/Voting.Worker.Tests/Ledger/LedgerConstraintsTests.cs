using Npgsql;
using Voting.Worker.Tests.Stores;

namespace Voting.Worker.Tests.Ledger;

/// <summary>What the database itself refuses, whatever a program does.</summary>
[Collection(SharedServers.Name)]
public sealed class LedgerConstraintsTests(Servers servers) : LedgerTest(servers)
{
    [Theory]
    [InlineData("insert into ledger.standing select poll, voter, 99, content from ledger.standing", "23505")] // a second standing ballot
    [InlineData("insert into ledger.ballot select 99, ballot, poll, voter, content from ledger.ballot", "23505")] // one ballot, two positions
    [InlineData("insert into ledger.ballot select position, gen_random_uuid(), poll, voter, content from ledger.ballot", "23505")]
    [InlineData("update ledger.ballot set content = content", "23001")]
    [InlineData("delete from ledger.ballot", "23001")]
    [InlineData("truncate ledger.ballot", "23001")]
    [InlineData("update ledger.rejection set reason = 'other'", "23001")]
    [InlineData("delete from ledger.rejection", "23001")]
    [InlineData("truncate ledger.rejection", "23001")]
    [InlineData("update ledger.tally set ballots = ballots - 2", "23514")] // no tally below zero
    [InlineData("update ledger.option_sum set ballots = ballots - 2", "23514")] // nor a sum
    [InlineData("update ledger.poll_count set counted = counted - 2", "23514")]
    [InlineData("update ledger.ballot_content set content = 'dogs'", "23514")] // another content under the same hash
    [InlineData("update ledger.poll set final_at = now()", "23514")] // final without a fence
    [InlineData("insert into ledger.poll (poll, version, definition, opened_position) values ('pets', 1, '{}', 7)", "23505")]
    public async Task The_ledgers_owner_itself_is_refused(string statement, string code)
    {
        await StoreAsync(Ballot(2, 1, "cats"));

        var refused = await Assert.ThrowsAsync<PostgresException>(() => Ledger.ExecuteAsync(statement));

        Assert.Equal(code, refused.SqlState);
        Assert.Equal(["cats=1"], await Ledger.TallyAsync("pets"));
    }

    [Fact]
    public async Task Every_way_to_change_a_standing_ballot_changes_the_tally_with_it()
    {
        await StoreAsync(Ballot(2, 1, "cats"), Ballot(3, 2, "dogs"), Ballot(4, 3, "dogs"));

        await Ledger.ExecuteAsync("update ledger.standing s set content = c.id from ledger.ballot_content c where c.content = 'cats' and s.position = 3");
        Assert.Equal(["cats=2", "dogs=1"], await Ledger.TallyAsync("pets"));
        Assert.Equal(["cats 2", "dogs 1", "eels 0"], await OptionsAsync());

        await Ledger.ExecuteAsync("delete from ledger.standing where position = 2");
        Assert.Equal(["cats=1", "dogs=1"], await Ledger.TallyAsync("pets"));
        Assert.Equal(["cats 1", "dogs 1", "eels 0"], await OptionsAsync());
        Assert.NotEmpty(await Ledger.RecountDifferencesAsync()); // and the recount sees that someone meddled
    }

    [Fact]
    public async Task The_notice_comes_with_the_transaction_that_changed_the_tally()
    {
        await OpenAsync("rolled-back", 2);
        await StoreAsync(Ballot(3, 1, "cats"), Ballot(4, 1, "cats", "rolled-back"));
        var heard = new List<string>();
        await using var listener = await Ledger.SourceOf(Ledger.Of("voting_results")).OpenConnectionAsync();
        listener.Notification += (_, notice) => heard.Add($"{notice.Channel} {notice.Payload}");
        await using (var listen = new NpgsqlCommand("listen ledger_changed", listener))
        {
            await listen.ExecuteNonQueryAsync();
        }

        await Ledger.ExecuteAsync("begin; select ledger.apply_fence(5, 'rolled-back'); rollback");
        await StoreAsync(Ballot(6, 2, "cats"));

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await listener.WaitAsync(patience.Token);
        Assert.Equal(["ledger_changed pets"], heard);
        await using var tally = new NpgsqlCommand("select ballots from ledger.tallies where poll = 'pets'", listener);
        Assert.Equal(2L, await tally.ExecuteScalarAsync());
    }

    private Task<List<string>> OptionsAsync() => Ledger.RowsAsync("select option, ballots from ledger.option_tallies where poll = 'pets' order by ordinal");
}
