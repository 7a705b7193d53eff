using Npgsql;
using Voting.Migrations.Ledger;
using Voting.Migrations.Tests.Databases;

namespace Voting.Migrations.Tests.Upgrade;

/// <summary>A database of the time when each service owned its schema and migrated it at start, taken over with what is in it.</summary>
[Collection(SharedServer.Name)]
public sealed class UpgradeTests(Server server)
{
    // The columns of then: a later script may add some.
    private const string Content = """
        select 'ballot', b::text from ledger.ballot b union all select 'content', concat_ws(' ', id, poll, content) from ledger.ballot_content
        union all select 'standing', s::text from ledger.standing s union all select 'tally', t::text from ledger.tally t
        union all select 'count', concat_ws(' ', poll, stored, rejected, swept, events) from ledger.poll_count union all select 'event', e::text from ledger.poll_event e
        union all select 'poll', concat_ws(' ', id, poll, version, definition, opened_position, fence, final_at) from ledger.poll
        union all select 'balance', b::text from ledger.balance b
        union all select 'receipt', r::text from ledger.receipts r union all select 'poll of the API', concat_ws(' ', id, definition, version, published_version, closes_at, close_published, created_at) from polls.poll
        order by 1, 2
        """;

    // What the view has had since then; scripts may only add columns.
    private const string Results = """
        select poll, question, kind, options, state, opens_at, closes_at, counted, superseded, rejected, abstained, opened_position from ledger.poll_results order by poll
        """;

    [Fact]
    public async Task Every_row_stays_and_every_object_has_the_owner_rights_and_shape_of_a_fresh_database()
    {
        var fresh = await server.MigratedAsync();
        var database = await OldAsync();
        var rows = await database.RowsAsync(Content);
        var results = await database.RowsAsync(Results);

        await database.MigrateAsync();

        Assert.Equal(rows, await database.RowsAsync(Content));
        Assert.Equal(results, await database.RowsAsync(Results));
        Assert.Contains("pets cats 2 2", await database.RowsAsync("select poll, content, kept, recounted from ledger.recount()"));
        Assert.Equal(await fresh.PictureAsync(), (await database.PictureAsync()).Where(line => !line.Contains("ledger.__migrations", StringComparison.Ordinal) && !line.Contains("ledger.\"PK___migrations\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_scripts_that_were_applied_are_marked_and_only_the_others_run()
    {
        var database = await OldAsync();
        // An installation that never got the second script: it must run now, and it could not run twice.
        await database.RowsAsync("""
            drop function ledger.add_missing_ballots, ledger.add_ballots;
            delete from ledger.__migrations where "MigrationId" = '20261121060000_PlainInserts'
            """);

        await database.MigrateAsync();

        Assert.Equal(LedgerScripts.Names, await database.RowsAsync("select scriptname from ledger.schemaversions order by schemaversionsid"));
        Assert.Equal(["2"], await database.RowsAsync("select count(*) from pg_proc where proname in ('add_missing_ballots', 'add_ballots')"));
    }

    [Fact]
    public async Task A_second_run_takes_nothing_over_again()
    {
        var database = await OldAsync();
        await database.MigrateAsync();
        var before = await database.PictureAsync();

        await database.MigrateAsync();

        Assert.Equal(before, await database.PictureAsync());
    }

    [Fact]
    public async Task A_worker_of_the_version_before_goes_on_storing_meanwhile()
    {
        var database = await OldAsync();
        using var done = new CancellationTokenSource();
        var storing = Task.Run(async () =>
        {
            await using var worker = await database.OpenAsync("voting_worker");
            var stored = 0;
            while (!done.IsCancellationRequested)
            {
                stored++;
                await using var store = new NpgsqlCommand(
                    $"select ledger.store(array[{2_000_000_000_000_000_000 + stored}], array[gen_random_uuid()], array[1], array[gen_random_uuid()], array[1])", worker);
                await store.ExecuteScalarAsync();
            }

            return stored;
        });
        await Task.Delay(200);

        await database.MigrateAsync();
        await Task.Delay(200);
        await done.CancelAsync();

        Assert.Equal([$"{4 + await storing}"], await database.RowsAsync("select count(*) from ledger.ballot"));
        Assert.All(await database.RowsAsync("select kept = recounted from ledger.recount()"), equal => Assert.Equal("True", equal));
    }

    [Fact]
    public async Task A_dump_that_was_restored_without_owners_is_the_owners_after_the_next_run()
    {
        var fresh = await server.MigratedAsync();
        var database = await OldAsync(sql => string.Join('\n', sql.Split('\n').Where(line => !line.Contains(" OWNER TO ", StringComparison.Ordinal))));

        await database.MigrateAsync();

        Assert.Equal(await fresh.PictureAsync(), (await database.PictureAsync()).Where(line => !line.Contains("ledger.__migrations", StringComparison.Ordinal) && !line.Contains("ledger.\"PK___migrations\"", StringComparison.Ordinal)));
    }

    private async Task<Database> OldAsync(Func<string, string>? changed = null)
    {
        using var dump = new StreamReader(typeof(UpgradeTests).Assembly.GetManifestResourceStream("schemas-owned-by-services.sql")!);
        var sql = await dump.ReadToEndAsync();
        var database = server.New();
        await server.Store.CreateDatabaseAsync(database.Name);
        await database.RowsAsync($"""
            {string.Concat(Database.Services.Select(role => $"do $$ begin create role {role} login; exception when duplicate_object then null; end $$;\nalter role {role} login password '{new NpgsqlConnectionStringBuilder(database.Of(role)).Password}';\n"))}
            revoke all on schema public from public;
            revoke connect, temporary on database {database.Name} from public;
            grant connect on database {database.Name} to voting_api, voting_worker, voting_results;
            {changed?.Invoke(sql) ?? sql}
            """);
        return database;
    }
}
