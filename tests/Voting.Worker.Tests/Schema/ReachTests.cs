using Npgsql;
using Voting.Worker.Tests.Stores;

namespace Voting.Worker.Tests.Schema;

/// <summary>What each room's login can reach: wire 3, and nothing else.</summary>
[Collection(SharedServers.Name)]
public sealed class ReachTests(ReachTests.OneLedger one) : IClassFixture<ReachTests.OneLedger>
{
    private const string Denied = "42501";
    private static readonly string[] _views = ["balance", "option_tallies", "poll_results", "receipts", "score_scales", "score_tallies", "tallies"];
    private static readonly string[] _readers = ["voting_api", "voting_results"];

    [Fact]
    public async Task Readers_reach_every_view_and_no_table_of_the_ledger()
    {
        var ledger = one.Ledger;
        var tables = await ledger.RowsAsync("select relname::text from pg_class where relnamespace = 'ledger'::regnamespace and relkind = 'r' order by 1");
        var views = await ledger.RowsAsync("select relname::text from pg_class where relnamespace = 'ledger'::regnamespace and relkind = 'v' order by 1");
        Assert.Equal(_views, views);
        Assert.Contains("ballot", tables);
        Assert.Contains("__migrations", tables);

        foreach (var reader in _readers)
        {
            foreach (var view in views)
            {
                Assert.Null(await TryAsync(ledger, reader, $"select * from ledger.{view}"));
                Assert.NotNull(await TryAsync(ledger, reader, $"delete from ledger.{view}"));
            }

            foreach (var table in tables)
            {
                Assert.Equal(Denied, await TryAsync(ledger, reader, $"select * from ledger.{table}"));
                Assert.Equal(Denied, await TryAsync(ledger, reader, $"insert into ledger.{table} default values"));
                Assert.Equal(Denied, await TryAsync(ledger, reader, $"delete from ledger.{table}"));
                Assert.Equal(Denied, await TryAsync(ledger, reader, $"truncate ledger.{table}"));
            }
        }
    }

    [Theory]
    [InlineData("voting_api", "select ledger.finalize('p')")]
    [InlineData("voting_api", "select ledger.apply_fence(1, 'p')")]
    [InlineData("voting_api", "select ledger.store('{1}', '{00000000-0000-0000-0000-000000000001}', '{1}', '{00000000-0000-0000-0000-000000000001}', '{1}')")]
    [InlineData("voting_results", "select ledger.apply_fence(1, 'p')")]
    [InlineData("voting_results", "select * from ledger.recount()")]
    [InlineData("voting_results", "select * from ledger.recount_sums()")]
    [InlineData("voting_api", "select ledger.rebuild_sums(1)")]
    [InlineData("voting_api", "select ledger.change_tallies('{1}', '{1}', '{1}')")]
    [InlineData("voting_results", "select * from polls.poll")]
    [InlineData("voting_results", "insert into polls.poll values ('p')")]
    [InlineData("voting_worker", "select * from polls.poll")]
    [InlineData("voting_worker", "create table polls.mine (id int)")]
    [InlineData("voting_api", "create table ledger.mine (id int)")]
    [InlineData("voting_results", "create table ledger.mine (id int)")]
    [InlineData("voting_api", "create table public.mine (id int)")]
    [InlineData("voting_worker", "create table public.mine (id int)")]
    [InlineData("voting_results", "create table public.mine (id int)")]
    [InlineData("voting_results", "create temporary table mine (id int)")]
    [InlineData("voting_worker", "create schema mine")]
    [InlineData("voting_api", "create role mine")]
    [InlineData("voting_worker", "create database mine")]
    [InlineData("voting_api", "set role voting_worker")]
    [InlineData("voting_api", "copy (select 1) to program 'true'")]
    public async Task A_room_is_refused_what_is_not_its_own(string role, string statement)
    {
        Assert.Equal(Denied, await TryAsync(one.Ledger, role, statement));
    }

    [Fact]
    public async Task The_owner_of_the_polls_may_recount()
    {
        Assert.Null(await TryAsync(one.Ledger, "voting_api", "select * from ledger.recount()"));
        Assert.Null(await TryAsync(one.Ledger, "voting_api", "select * from ledger.recount_sums()"));
    }

    /// <summary>The error's code, or null where the statement was allowed.</summary>
    private static async Task<string?> TryAsync(LedgerDatabase ledger, string role, string statement)
    {
        try
        {
            await LedgerDatabase.ExecuteAsync(ledger.SourceOf(ledger.Of(role)), statement);
            return null;
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
    }

    public sealed class OneLedger(Servers servers) : IAsyncLifetime
    {
        internal LedgerDatabase Ledger { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Ledger = await servers.LedgerAsync();
            await LedgerDatabase.ExecuteAsync(Ledger.SourceOf(Ledger.Of("voting_api")), "create table polls.poll (id text)");
        }

        public async ValueTask DisposeAsync() => await Ledger.DisposeAsync();
    }
}
