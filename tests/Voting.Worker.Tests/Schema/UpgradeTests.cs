using Voting.Worker.Ledger;
using Voting.Worker.Tests.Stores;

namespace Voting.Worker.Tests.Schema;

/// <summary>A ledger with data, made by the version before, is brought up to date.</summary>
[Collection(SharedServers.Name)]
public sealed class UpgradeTests(Servers servers)
{
    private const string Results = """
        select poll, counted, superseded, rejected, abstained, state, null, null from ledger.poll_results
        union all select poll, ballots, score, ordinal, null, option, label, null from ledger.option_tallies order by 1, 6
        """;

    private const string Before = "20261121060000_PlainInserts.sql";

    [Fact]
    public async Task A_ledger_with_ballots_is_upgraded_and_then_takes_what_did_not_fit_before()
    {
        await using var ledger = servers.New();
        await ledger.MigrateAsync(Before);
        await WriteAsync(ledger);
        var results = await ledger.RowsAsync(Results);
        Assert.Equal(16, results.Count);
        var tallies = await ledger.RowsAsync("select poll, content, ballots from ledger.tallies order by poll, content");

        await ledger.MigrateAsync();

        Assert.Equal(tallies, await ledger.RowsAsync("select poll, content, ballots from ledger.tallies order by poll, content"));
        Assert.Empty(await ledger.RecountDifferencesAsync());
        Assert.Equal(results, await ledger.RowsAsync(Results));
        Assert.Equal(["- open"], await ledger.RowsAsync("select closes_at, state from ledger.poll_results where poll = 'ever'"));
        Assert.Equal(["films cats 5 2", "films dogs 0 1"], await ledger.RowsAsync("select poll, option, score, ballots from ledger.score_tallies order by 1, 2"));
        Assert.Equal(0L, await ledger.ScalarAsync<long>("select count(*) from ledger.ballot_content where hash is distinct from sha256(convert_to(content, 'UTF8'))"));
        var options = Definitions.LongIds(100);
        var store = ledger.Store();
        await store.ApplyDefinitionAsync(100, "poll.opened", "large", 1, Definitions.Large("large", "ranking", options), default);
        var outcome = await store.StoreAsync([new BallotRow(101, Guid.NewGuid(), "large", Guid.NewGuid(), string.Join(',', options))], default);
        Assert.Empty(outcome.Refused);
        Assert.Equal(1L, await ledger.ScalarAsync<long>("select counted from ledger.poll_results where poll = 'large'"));
    }

    [Fact]
    public async Task A_worker_of_the_version_before_goes_on_storing_while_the_new_one_is_rolled_out()
    {
        await using var ledger = servers.New();
        await ledger.MigrateAsync(Before);
        await WriteAsync(ledger);
        await ledger.MigrateAsync();

        await StoreAsBeforeAsync(ledger, 50, "pets", 9, "cats"); // known
        await StoreAsBeforeAsync(ledger, 51, "pets", 8, "eels"); // new

        Assert.Equal(["=1", "cats=2", "dogs=1", "eels=1"], await ledger.TallyAsync("pets"));
        Assert.Empty(await ledger.RecountDifferencesAsync());
    }

    // In the words of the version before: its functions, called as its worker called them.
    private static async Task WriteAsync(LedgerDatabase ledger)
    {
        await ledger.ExecuteAsync($"select ledger.apply_definition(1, 'poll.opened', 'pets', 1, '{Definitions.Json("pets", "approval", 1, 3, abstain: true)}')");
        await ledger.ExecuteAsync($"select ledger.apply_definition(2, 'poll.opened', 'films', 1, '{Definitions.Json("films", "score", 1, 3, maxScore: 5)}')");
        await ledger.ExecuteAsync($"select ledger.apply_definition(3, 'poll.opened', 'order', 1, '{Definitions.Json("order", "ranking", 1, 3)}')");
        await ledger.ExecuteAsync("select ledger.apply_definition(4, 'poll.opened', 'ever', 1, '" + Definitions.Json("ever").Replace("\"closesAt\":null", "\"closesAt\":\"9999-12-31T23:59:59.9999999+00:00\"", StringComparison.Ordinal) + "')");
        await StoreAsBeforeAsync(ledger, 10, "pets", 1, "cats");
        await StoreAsBeforeAsync(ledger, 11, "pets", 2, "cats,dogs");
        await StoreAsBeforeAsync(ledger, 12, "pets", 2, "dogs");
        await StoreAsBeforeAsync(ledger, 13, "pets", 3, "");
        await StoreAsBeforeAsync(ledger, 14, "films", 1, "cats:5,dogs:0");
        await StoreAsBeforeAsync(ledger, 15, "films", 2, "cats:5");
        await StoreAsBeforeAsync(ledger, 16, "order", 1, "eels,cats");
        await StoreAsBeforeAsync(ledger, 18, "order", 1, "cats,eels");
        await ledger.ExecuteAsync("select ledger.apply_fence(17, 'order'); select ledger.finalize('order')");
    }

    private static Task StoreAsBeforeAsync(LedgerDatabase ledger, int position, string poll, int voter, string content)
        => ledger.ExecuteAsync($"""
            select ledger.store(array[{position}]::bigint[], array['00000000-0000-0000-0000-{position:D12}']::uuid[], array[c.poll], array['00000000-0000-0000-0000-{voter:D12}']::uuid[], array[c.id])
            from ledger.content_ids(array[(select id from ledger.poll where poll = '{poll}')], array['{content}']) c
            """);
}
