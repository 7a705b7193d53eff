using Microsoft.EntityFrameworkCore;
using Npgsql;
using Voting.Stores;
using Voting.Worker.Ledger;
using Voting.Worker.Schema;

namespace Voting.Worker.Tests.Stores;

/// <summary>A database of its own, with the logins of the three rooms.</summary>
internal sealed class LedgerDatabase(PostgresStore server, string name) : IAsyncDisposable
{
    private readonly Dictionary<string, NpgsqlDataSource> _sources = [];

    public string Admin => server.ConnectionStringFor("postgres", server.Password, name);

    public string Worker => Of("voting_worker");

    /// <summary>As the room that owns the ledger.</summary>
    public NpgsqlDataSource Source => SourceOf(Worker);

    public string Of(string role) => server.ConnectionStringFor(role, $"{role}-{server.Password}", name);

    public NpgsqlDataSource SourceOf(string connectionString)
    {
        if (!_sources.TryGetValue(connectionString, out var source))
        {
            _sources[connectionString] = source = NpgsqlDataSource.Create(connectionString);
        }

        return source;
    }

    public Task PrepareAsync() => DatabaseLogins.PrepareAsync(
        Admin, [.. new[] { "voting_api", "voting_worker", "voting_results" }.Select(role => new NpgsqlConnectionStringBuilder(Of(role)))]);

    public LedgerDbContext Context() => new(new DbContextOptionsBuilder<LedgerDbContext>()
        .UseNpgsql(Worker, npgsql => npgsql.MigrationsHistoryTable("__migrations", LedgerDbContext.Schema)).Options);

    public async Task MigrateAsync()
    {
        await using var context = Context();
        await SchemaMigrator.MigrateAsync(context.Database, default);
    }

    /// <summary>The ledger as an older version left it.</summary>
    public async Task MigrateToAsync(string migration)
    {
        await using var context = Context();
        await context.Database.MigrateAsync(migration);
    }

    /// <summary>The writer of the ledger, as one worker has it.</summary>
    public LedgerStore Store() => new(Source, new LedgerIds());

    public Task ExecuteAsync(string sql) => ExecuteAsync(Source, sql);

    public static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task<List<string>> RowsAsync(string sql)
    {
        var rows = new List<string>();
        await using var command = Source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "-" : $"{reader.GetValue(i)}")));
        }

        return rows;
    }

    /// <summary>The standing ballots, as <c>content=number</c>.</summary>
    public Task<List<string>> TallyAsync(string poll)
        => RowsAsync($"select content || '=' || ballots from ledger.tallies where poll = '{poll}' order by content");

    public Task<string> StateAsync(string poll) => ScalarAsync<string>($"select coalesce((select state from ledger.poll_results where poll = '{poll}'), 'unknown')");

    /// <summary>Rows in which what is kept, tallies and sums, and what is recounted from the ballots differ.</summary>
    public Task<List<string>> RecountDifferencesAsync()
        => RowsAsync("""
            select poll, content, kept, recounted from ledger.recount() where kept <> recounted
            union all select poll, sum, kept, recounted from ledger.recount_sums() where kept <> recounted
            """);

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources.Values)
        {
            await source.DisposeAsync();
        }
    }
}
