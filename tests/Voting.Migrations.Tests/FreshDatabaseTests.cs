using Npgsql;
using Voting.Migrations.Ledger;
using Voting.Migrations.Polls;
using Voting.Migrations.Tests.Databases;

namespace Voting.Migrations.Tests;

[Collection(SharedServer.Name)]
public sealed class FreshDatabaseTests(Server server)
{
    [Fact]
    public async Task A_database_that_does_not_exist_is_made_with_every_script_and_every_migration()
    {
        var database = await server.MigratedAsync();

        Assert.Equal(LedgerScripts.Names, await database.RowsAsync("select scriptname from ledger.schemaversions order by schemaversionsid"));
        await using var connection = await database.OpenAsync("postgres");
        await using var polls = PollsContext.On(connection);
        Assert.Equal(MigrationsOf(polls), await database.RowsAsync("""select "MigrationId" from polls.__migrations order by 1"""));
    }

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        var database = await server.MigratedAsync();
        await database.RowsAsync(Sample.Vote);
        var before = await database.PictureAsync();

        await database.MigrateAsync();

        Assert.Equal(before, await database.PictureAsync());
        Assert.Equal(["pets cats 1"], await database.RowsAsync("select poll, content, ballots from ledger.tallies"));
    }

    [Fact]
    public async Task Several_runs_at_once_leave_what_one_leaves()
    {
        var one = await server.MigratedAsync();
        var database = server.New();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => database.MigrateAsync())));

        Assert.Equal(await one.PictureAsync(), await database.PictureAsync());
    }

    [Fact]
    public async Task Databases_of_one_server_are_migrated_at_once()
    {
        var databases = Enumerable.Range(0, 3).Select(_ => server.New()).ToArray();

        await Task.WhenAll(databases.Select(database => Task.Run(() => database.MigrateAsync())));

        Assert.Equal(await databases[0].PictureAsync(), await databases[2].PictureAsync());
    }

    [Fact]
    public async Task A_run_waits_for_as_long_as_a_table_is_in_use()
    {
        var database = await server.MigratedAsync();
        await database.RowsAsync("alter table ledger.tally owner to postgres");
        await using var reader = await database.OpenAsync("postgres");
        await using (var transaction = await reader.BeginTransactionAsync())
        {
            await using var read = new NpgsqlCommand("select count(*) from ledger.tally", reader);
            await read.ExecuteScalarAsync();

            var run = database.MigrateAsync();
            await Assert.ThrowsAsync<TimeoutException>(() => run.WaitAsync(TimeSpan.FromSeconds(3)));
            await transaction.CommitAsync();
            await run;
        }

        Assert.Equal(["voting_owner"], await database.RowsAsync("select relowner::regrole::text from pg_class where oid = 'ledger.tally'::regclass"));
    }

    [Fact]
    public async Task A_run_that_broke_off_is_completed_by_the_next()
    {
        var whole = await server.MigratedAsync();
        var database = server.New();
        using (var soon = new CancellationTokenSource())
        {
            var run = new DatabaseMigration(database.Administrator, database.Logins).RunAsync(soon.Token);
            await soon.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        }

        await database.MigrateAsync();

        Assert.Equal(await whole.PictureAsync(), await database.PictureAsync());
    }

    private static IEnumerable<string> MigrationsOf(PollsContext polls)
        => Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetMigrations(polls.Database);
}
