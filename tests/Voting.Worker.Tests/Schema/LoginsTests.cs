using Microsoft.EntityFrameworkCore;
using Npgsql;
using Voting.Worker.Tests.Stores;

namespace Voting.Worker.Tests.Schema;

[Collection(SharedServers.Name)]
public sealed class LoginsTests(Servers servers)
{
    private static readonly string[] _rooms = ["voting_api", "voting_worker", "voting_results"];

    [Fact]
    public async Task Every_room_logs_in_with_its_password_and_with_no_other()
    {
        await using var ledger = await servers.PrepareAsync();
        foreach (var role in _rooms)
        {
            await using var command = ledger.SourceOf(ledger.Of(role)).CreateCommand("select current_user::text");
            Assert.Equal(role, await command.ExecuteScalarAsync());

            var wrong = ledger.SourceOf(new NpgsqlConnectionStringBuilder(ledger.Of(role)) { Password = "another", Pooling = false }.ConnectionString);
            Assert.Equal("28P01", (await Assert.ThrowsAsync<PostgresException>(() => wrong.OpenConnectionAsync().AsTask())).SqlState);
        }
    }

    [Fact]
    public async Task Preparing_twice_changes_nothing()
    {
        const string Everything = """
            select rolname, rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolreplication, array_to_string(rolconfig, ';') from pg_roles where rolname like 'voting%'
            union all select nspname, true, true, true, true, true, nspowner::regrole || array_to_string(nspacl, ';') from pg_namespace where nspname in ('public', 'ledger', 'polls')
            union all select 'db', true, true, true, true, true, array_to_string(datacl, ';') from pg_database where datname = current_database()
            order by 1
            """;
        await using var ledger = await servers.LedgerAsync();
        var before = await ledger.RowsAsync(Everything);

        await ledger.PrepareAsync();

        Assert.Equal(before, await ledger.RowsAsync(Everything));
        Assert.Equal(7, before.Count);
        Assert.Empty(await ledger.RowsAsync("select * from ledger.poll"));
    }

    [Fact]
    public async Task Two_workers_migrate_at_once()
    {
        await using var ledger = await servers.PrepareAsync();

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(ledger.MigrateAsync)));

        await using var context = ledger.Context();
        Assert.Empty(await context.Database.GetPendingMigrationsAsync());
        Assert.False(context.Database.HasPendingModelChanges());
        Assert.Equal(context.Database.GetMigrations().Count(), await ledger.ScalarAsync<long>("select count(*) from ledger.__migrations"));
    }
}
