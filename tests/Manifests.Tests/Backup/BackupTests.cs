using System.Globalization;
using Npgsql;
using Voting.Stores;

namespace Manifests.Tests.Backup;

/// <summary>The backup and the restore of the runbook, rehearsed: from one real PostgreSQL to another.</summary>
public sealed class BackupTests : IDisposable
{
    private const string Missing = "Install it with: apt-get install -y postgresql";
    private static readonly string[] _rooms = ["api", "worker", "results"];
    private readonly string _dump = Path.Combine(Path.GetTempPath(), $"voting-ledger-{Guid.NewGuid():N}.dump");

    [Fact]
    public async Task A_restored_ledger_recounts_to_the_same_tally_and_guards_itself_as_before()
    {
        await using var before = await PrepareAsync();
        await CastAsync(before);
        var counted = await RowsAsync(before, "postgres", "select poll, content, kept, recounted from ledger.recount()");

        Shell(before, $"{Runbook.Command("pg_dump")} > {_dump}");
        await using var after = await PrepareAsync();
        Shell(after, $"{Runbook.Command("pg_restore")} < {_dump}");

        Assert.Equal(["pets|cats|2|2", "pets|dogs|1|1"], counted);
        Assert.Equal(counted, await RowsAsync(after, "postgres", "select poll, content, kept, recounted from ledger.recount()"));
        Assert.Equal(["pets|cats|2", "pets|dogs|1"], await RowsAsync(after, "voting_results", "select poll, content, ballots from ledger.tallies order by content"));
        Assert.Equal(["4"], await RowsAsync(after, "voting_worker", "select count(*) from ledger.ballot"));
        await RefusedAsync(after, "voting_results", "select * from ledger.ballot");
        await RefusedAsync(after, "voting_api", "delete from ledger.ballot");
        await RefusedAsync(after, "voting_worker", "update ledger.ballot set content = 1");
    }

    [Fact]
    public async Task A_restore_replaces_what_is_there_and_may_be_repeated()
    {
        await using var store = await PrepareAsync();
        await CastAsync(store);
        Shell(store, $"{Runbook.Command("pg_dump")} > {_dump}");
        await RowsAsync(store, "voting_worker", Ballot(position: 900, voter: 9, content: "cats"));

        Shell(store, $"{Runbook.Command("pg_restore")} < {_dump}");
        Shell(store, $"{Runbook.Command("pg_restore")} < {_dump}");

        Assert.Equal(["pets|cats|2|2", "pets|dogs|1|1"], await RowsAsync(store, "postgres", "select poll, content, kept, recounted from ledger.recount()"));
        await RowsAsync(store, "voting_worker", Ballot(position: 901, voter: 9, content: "dogs"));
        Assert.Equal(["pets|cats|2|2", "pets|dogs|2|2"], await RowsAsync(store, "postgres", "select poll, content, kept, recounted from ledger.recount()"));
    }

    public void Dispose() => File.Delete(_dump);

    // As the migrations Job does it.
    private static async Task<PostgresStore> PrepareAsync()
    {
        var store = await PostgresStore.StartAsync();
        var root = Path.GetDirectoryName(Repository.Tree.Deploy)!;
        var migrations = Path.Combine([root, "Voting.Migrations", "bin", .. AppContext.BaseDirectory.TrimEnd('/').Split('/')[^2..], "Voting.Migrations.dll"]);
        Tool.Run("dotnet", Missing, [migrations], environment:
        [
            new("ConnectionStrings__votes", store.ConnectionString),
            .. _rooms.Select(room => new KeyValuePair<string, string>($"ConnectionStrings__votes-{room}", As(store, $"voting_{room}"))),
        ]);
        return store;
    }

    // Three voters, one of whom changed their mind.
    private static async Task CastAsync(PostgresStore store)
    {
        await RowsAsync(store, "voting_worker", """select ledger.apply_definition(100, 'poll.opened', 'pets', 1, '{"id":"pets","question":"Cats or dogs?","kind":"single","options":[{"id":"cats","label":"Cats"},{"id":"dogs","label":"Dogs"}]}')""");
        foreach (var (position, voter, content) in ((int, int, string)[])[(101, 1, "cats"), (102, 2, "dogs"), (103, 3, "dogs"), (104, 2, "cats")])
        {
            await RowsAsync(store, "voting_worker", Ballot(position, voter, content));
        }
    }

    private static string Ballot(int position, int voter, string content) => string.Create(CultureInfo.InvariantCulture, $"""
        select ledger.store(array[{position}::bigint], array[gen_random_uuid()], array[p.id], array[lpad('{voter}', 32, '0')::uuid], array[c.id])
        from ledger.poll p cross join lateral ledger.content_ids(array[p.id], array['{content}']) c where p.poll = 'pets'
        """);

    private static async Task<string[]> RowsAsync(PostgresStore store, string role, string sql)
    {
        await using var source = NpgsqlDataSource.Create(As(store, role));
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))));
        }

        return [.. rows];
    }

    private static async Task RefusedAsync(PostgresStore store, string role, string sql)
        => await Assert.ThrowsAsync<PostgresException>(() => RowsAsync(store, role, sql));

    private static string As(PostgresStore store, string role)
        => role is "postgres" ? store.ConnectionString : store.ConnectionStringFor(role, $"{role}Secret");

    // In the pod the programs are on the path and find their server by its socket.
    private static void Shell(PostgresStore store, string command)
        => Tool.Run("sh", Missing, ["-c", command], environment:
        [
            new("POSTGRES_PASSWORD", store.Password),
            new("PGHOST", "127.0.0.1"),
            new("PGPORT", $"{store.Port}"),
            new("PATH", $"{Environment.GetEnvironmentVariable("PATH")}:{string.Join(':', Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")) : [])}"),
        ]);
}
