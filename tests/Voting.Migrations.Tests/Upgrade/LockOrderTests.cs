using Npgsql;
using Voting.Migrations.Tests.Databases;

namespace Voting.Migrations.Tests.Upgrade;

/// <summary>A script takes the ledger's lock and then the tables that it changes. Whoever took a table first would wait for it in a circle.</summary>
[Collection(SharedServer.Name)]
public sealed class LockOrderTests(Server server)
{
    [Theory]
    [InlineData("select ledger.apply_definition(9, 'poll.changed', 'pets', 2, '{\"id\":\"pets\",\"kind\":\"single\"}')")]
    [InlineData("select ledger.content_ids(array[1], array[sha256('dogs')], array['dogs'])")]
    [InlineData("select ledger.store_ballots(array[9::bigint], array[gen_random_uuid()], array[1], array[gen_random_uuid()], array[1])")]
    [InlineData("select ledger.store(array[9::bigint], array[gen_random_uuid()], array[1], array[gen_random_uuid()], array[1])")]
    [InlineData("select ledger.store_ballots(array_agg(p + 9::bigint), array_agg(gen_random_uuid()), array_agg(p), array_agg(gen_random_uuid()), array_agg(1)) from generate_series(1, 100) p")]
    [InlineData("select ledger.apply_fence(9, 'pets')")]
    [InlineData("select ledger.finalize('pets')")]
    [InlineData("select ledger.rebuild_sums(1)")]
    public async Task A_writer_that_waits_for_a_script_holds_no_table_that_the_script_needs(string write)
    {
        var database = await server.MigratedAsync();
        await database.RowsAsync(Sample.Vote);
        await using var script = await database.OpenAsync("postgres");
        await using var writer = await database.OpenAsync("postgres");
        await using var transaction = await script.BeginTransactionAsync();
        await RunAsync(script, "select ledger.lock_ledger()");

        var written = RunAsync(writer, write);
        await UntilWaitingAsync(database, writer.ProcessID);
        await RunAsync(script, "set local lock_timeout = '2s'; lock table ledger.poll, ledger.ballot, ledger.standing, ledger.poll_count in access exclusive mode");

        await transaction.CommitAsync();
        await written;
    }

    [Fact]
    public async Task Every_script_waits_for_writers_and_lets_none_in()
    {
        var database = server.New();
        await new DatabaseMigration(database.Administrator, database.Logins) { LastScript = "20261121000000_Ledger.sql" }.RunAsync(default);
        await using var writer = await database.OpenAsync("postgres");
        await using var transaction = await writer.BeginTransactionAsync();
        await RunAsync(writer, "select pg_advisory_xact_lock_shared(hashtextextended('ledger', 0))");

        var run = database.MigrateAsync();
        await Assert.ThrowsAsync<TimeoutException>(() => run.WaitAsync(TimeSpan.FromSeconds(2)));
        Assert.Equal(["20261121000000_Ledger.sql"], await database.RowsAsync("select scriptname from ledger.schemaversions"));

        await transaction.CommitAsync();
        await run;
    }

    private static async Task UntilWaitingAsync(Database database, int process)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (await database.RowsAsync($"select wait_event from pg_stat_activity where pid = {process} and wait_event_type = 'Lock'") is not ["advisory"])
        {
            await Task.Delay(20, deadline.Token);
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
