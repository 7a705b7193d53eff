using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Voting.Migrations;
using Voting.Stores;
using Voting.Worker.Ledger;

namespace Voting.Worker.Tests.Stores;

/// <summary>A database of its own, with the logins of the services.</summary>
internal sealed class LedgerDatabase(PostgresStore server, string name) : IAsyncDisposable
{
    private static readonly IMeterFactory _meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
    private readonly Dictionary<string, NpgsqlDataSource> _sources = [];

    public string Admin => server.ConnectionStringFor("postgres", server.Password, name);

    public string Worker => Of("voting_worker");

    /// <summary>As the administrator, who sees and may change everything; the worker itself may not.</summary>
    public NpgsqlDataSource Source => SourceOf(Admin);

    public string Of(string role) => server.ConnectionStringFor(role, $"{role}-{server.Password}", name);

    public NpgsqlDataSource SourceOf(string connectionString)
    {
        if (!_sources.TryGetValue(connectionString, out var source))
        {
            _sources[connectionString] = source = NpgsqlDataSource.Create(connectionString);
        }

        return source;
    }

    /// <param name="last">The script to stop behind: the ledger as an older version left it.</param>
    public Task MigrateAsync(string? last = null)
        => new DatabaseMigration(Admin, [Of("voting_api"), Worker, Of("voting_results")]) { LastScript = last }.RunAsync(default);

    /// <summary>The writer of the ledger, as one worker has it.</summary>
    public LedgerStore Store() => new(SourceOf(Worker), new ContentIdCache(), new LedgerTelemetry(_meters));

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

    /// <summary>From now on the ledger refuses rows of a table.</summary>
    /// <param name="table">Its name.</param>
    /// <param name="when">Which rows, as SQL over <c>new</c>.</param>
    /// <param name="code">SQLSTATE of the refusal.</param>
    public Task RefuseAsync(string table, string when, string code)
        => ExecuteAsync($"""
            create function ledger.refuse_for_the_test() returns trigger language plpgsql as $$
            begin
                if {when} then
                    raise exception 'refused for the test' using errcode = '{code}';
                end if;
                return new;
            end $$;
            create trigger refuse before insert on ledger.{table} for each row execute function ledger.refuse_for_the_test();
            """);

    /// <summary>Ends what <see cref="RefuseAsync"/> began.</summary>
    public Task AllowAsync(string table)
        => ExecuteAsync($"drop trigger refuse on ledger.{table}; drop function ledger.refuse_for_the_test()");

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources.Values)
        {
            await source.DisposeAsync();
        }
    }
}
