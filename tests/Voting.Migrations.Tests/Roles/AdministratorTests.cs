using Npgsql;
using Voting.Migrations.Tests.Databases;
using Voting.Stores;

namespace Voting.Migrations.Tests.Roles;

public sealed class AdministratorTests
{
    [Fact]
    public async Task The_administrator_need_not_be_a_superuser()
    {
        await using var store = await PostgresStore.StartAsync(Directory.CreateTempSubdirectory("voting-postgres-"), ["fsync=off"]);
        await using (var server = NpgsqlDataSource.Create(store.ConnectionString))
        await using (var command = server.CreateCommand("create role site_admin login createdb createrole password 'secret'"))
        {
            await command.ExecuteNonQueryAsync();
        }

        var database = new Database(store, "club");
        var administrator = store.ConnectionStringFor("site_admin", "secret", "club");

        await database.MigrateAsync(administrator);
        var before = await database.PictureAsync();
        await database.MigrateAsync(administrator);

        Assert.Equal(before, await database.PictureAsync());
        Assert.Equal(["voting_owner"], await database.RowsAsync("select distinct relowner::regrole::text from pg_class where relnamespace::regnamespace::text in ('ledger', 'polls')"));
        await database.RowsAsync(Sample.Vote, "voting_worker");
        Assert.Equal(["pets cats 1"], await database.RowsAsync("select poll, content, ballots from ledger.tallies", "voting_results"));
        await using var worker = await database.OpenAsync("voting_worker");
        Assert.Equal("42501", await Database.TryAsync(worker, "alter table ledger.ballot disable trigger all"));
    }
}
