using System.Text.Json;
using Npgsql;
using Voting.Stores;

namespace Voting.Results.Tests.Site;

/// <summary>A real PostgreSQL with the views of the read model, and a hand that writes as the worker would: tally and NOTIFY in one transaction.</summary>
internal sealed class WrittenLedger : IAsyncDisposable
{
    private readonly NpgsqlDataSource _worker;
    private readonly string _database;
    private long _position;

    private WrittenLedger(PostgresStore store, string database)
    {
        Store = store;
        _database = database;
        _worker = NpgsqlDataSource.Create(store.ConnectionStringFor("postgres", store.Password, database));
    }

    public PostgresStore Store { get; }

    /// <summary>What the service itself connects with: a role that may select from the views.</summary>
    public string ServiceConnection => Store.ConnectionStringFor("voting_results", "results", _database);

    /// <summary>A ledger in a database of its own.</summary>
    public static async Task<WrittenLedger> CreateAsync(PostgresStore store, bool withViews = true)
    {
        var database = $"ledger_{Guid.NewGuid():N}";
        await store.CreateDatabaseAsync(database);
        var ledger = new WrittenLedger(store, database);
        if (withViews)
            await ledger.CreateViewsAsync();
        return ledger;
    }

    /// <summary>The server was away: connections from before are of no use.</summary>
    public async Task StartAgainAsync()
    {
        await Store.StartAgainAsync();
        _worker.Clear();
    }

    public async Task CreateViewsAsync()
    {
        using var script = new StreamReader(typeof(WrittenLedger).Assembly.GetManifestResourceStream("Voting.Results.Tests.Site.read-model.sql")!);
        await WriteAsync(await script.ReadToEndAsync());
    }

    public async Task OpenAsync(string poll, string kind = "single", string question = "Cats or dogs?", params string[] labels)
    {
        labels = labels.Length == 0 ? ["Cats", "Dogs"] : labels;
        var options = labels.Select(label => new { id = IdOf(label), label }).ToArray();
        await WriteAsync(
            $"""
            insert into ledger.kept_poll (poll, question, kind, options, state, opened_position, max_score)
            values ('{poll}', '{question}', '{kind}', '{JsonSerializer.Serialize(options)}', 'open', {++_position}, {(kind is "score" ? "5" : "null")});
            {string.Concat(labels.Select((label, i) =>
                $"insert into ledger.kept_option (poll, option, ordinal, label, score) values ('{poll}', '{IdOf(label)}', {i}, '{label}', {(kind is "score" ? "0" : "null")});\n"))}
            notify ledger_changed, '{poll}'
            """);
    }

    public Task CountAsync(string poll, string option, int ballots = 1) => WriteAsync(
        $"""
        update ledger.kept_option set ballots = ballots + {ballots}, score = score + {ballots} * 4 where poll = '{poll}' and option = '{option}';
        update ledger.kept_poll set counted = counted + {ballots} where poll = '{poll}';
        notify ledger_changed, '{poll}'
        """);

    /// <summary>Sets columns of a poll as the worker would, for example <c>opens_at = now() + interval '1 hour'</c>.</summary>
    public Task ChangeAsync(string poll, string columns) =>
        WriteAsync($"update ledger.kept_poll set {columns} where poll = '{poll}'; notify ledger_changed, '{poll}'");

    public Task CloseAsync(string poll, string state) =>
        WriteAsync($"update ledger.kept_poll set state = '{state}' where poll = '{poll}'; notify ledger_changed, '{poll}'");

    public Task BalanceAsync(long accepted, long stored, long inFlight, long deadLettered) => WriteAsync(
        $"""
        update ledger.kept_balance set accepted = {accepted}, stored = {stored}, in_flight = {inFlight},
            dead_lettered = {deadLettered}, balance = {accepted - stored - inFlight - deadLettered}, measured_at = now();
        notify ledger_balance
        """);

    /// <summary>One batch is one transaction.</summary>
    public async Task WriteAsync(string sql)
    {
        await using var command = _worker.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<long> AskAsync(string sql)
    {
        await using var command = _worker.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync() => _worker.DisposeAsync();

    private static string IdOf(string label) => label.ToLowerInvariant().Replace(' ', '-');
}
