using System.Text.Json;
using Npgsql;
using Voting.Contracts.Results;
using Voting.Migrations;
using Voting.Stores;

namespace Voting.Results.Tests.Site;

/// <summary>A real, migrated ledger, and a hand that writes as the worker does: by the ledger's own functions.</summary>
internal sealed class WrittenLedger : IAsyncDisposable
{
    private readonly NpgsqlDataSource _administrator;
    private readonly string _database;
    private readonly HashSet<string> _scored = new(StringComparer.Ordinal);
    private long _position;

    private WrittenLedger(PostgresStore store, string database)
    {
        Store = store;
        _database = database;
        _administrator = NpgsqlDataSource.Create(store.ConnectionStringFor("postgres", store.Password, database));
    }

    public PostgresStore Store { get; }

    /// <summary>What the service itself connects with: a role that may select from the views.</summary>
    public string ServiceConnection => Of("voting_results");

    /// <summary>A ledger in a database of its own.</summary>
    /// <param name="migrated">False: the database is there and empty.</param>
    public static async Task<WrittenLedger> CreateAsync(PostgresStore store, bool migrated = true)
    {
        var database = $"ledger_{Guid.NewGuid():N}";
        await store.CreateDatabaseAsync(database);
        var ledger = new WrittenLedger(store, database);
        if (migrated)
        {
            await ledger.MigrateAsync();
        }

        return ledger;
    }

    /// <summary>The server was away: connections from before are of no use.</summary>
    public async Task StartAgainAsync()
    {
        await Store.StartAgainAsync();
        _administrator.Clear();
    }

    public async Task MigrateAsync()
    {
        await new DatabaseMigration(Store.ConnectionStringFor("postgres", Store.Password, _database), [Of("voting_api"), Of("voting_worker"), ServiceConnection])
            .RunAsync(default);
        await BalanceAsync(0, 0, 0, 0);
    }

    public async Task OpenAsync(string poll, string kind = "single", string question = "Cats or dogs?", params string[] labels)
    {
        labels = labels.Length == 0 ? ["Cats", "Dogs"] : labels;
        if (kind is "score")
        {
            _scored.Add(poll);
        }

        var definition = JsonSerializer.Serialize(new
        {
            id = poll,
            question,
            kind,
            options = labels.Select(label => new { id = IdOf(label), label }),
            minChoices = 1,
            maxChoices = kind is "single" ? 1 : labels.Length,
            maxScore = kind is "score" ? 5 : (int?)null,
            allowAbstain = true,
            opensAt = (DateTimeOffset?)null,
            closesAt = (DateTimeOffset?)null,
            version = 1,
        });
        await WriteAsync("select ledger.apply_definition($1, 'poll.opened', $2, 1, $3::jsonb)", ++_position, poll, definition);
    }

    /// <summary>Ballots of as many new voters, for one option: the only choice, the first place, or four points (<c>option:5</c>: five). No option: they abstain.</summary>
    public Task CountAsync(string poll, string option, int ballots = 1)
    {
        var first = _position + 1;
        _position += ballots;
        return WriteAsync("""
            with content as materialized (
                select p.id as poll, c.id from ledger.poll p cross join lateral ledger.content_ids(array[p.id], array[$4::text]) c where p.poll = $3
            )
            select ledger.store(array_agg(n), array_agg(gen_random_uuid()), array_agg(poll), array_agg(gen_random_uuid()), array_agg(id))
            from generate_series($1::bigint, $2::bigint) n cross join content
            """, first, _position, poll, _scored.Contains(poll) && option.Length > 0 && !option.Contains(':', StringComparison.Ordinal) ? $"{option}:4" : option);
    }

    /// <summary>The count as the worker keeps it, of the ballots that are there now.</summary>
    public Task KeepCountAsync(string poll, PollCount count) => WriteAsync("""
        with kept as (
            insert into ledger.poll_count_result as r (poll, version, stored, counted, final, result)
            select p.id, p.version, n.stored, n.counted, $2, $3::jsonb from ledger.poll p join ledger.poll_count n on n.poll = p.id where p.poll = $1
            on conflict (poll) do update set version = excluded.version, stored = excluded.stored, counted = excluded.counted, final = excluded.final, result = excluded.result
            returning 1
        )
        select pg_notify('ledger_changed', $1) from kept
        """, poll, count.Final, PollCountJson.Write(count));

    /// <summary>Sets the time at which a poll opens, an SQL expression.</summary>
    public Task OpensAtAsync(string poll, string time) => WriteAsync(
        $"update ledger.poll set definition = definition || jsonb_build_object('opensAt', {time}) where poll = '{poll}'; notify ledger_changed, '{poll}'");

    /// <summary>Adds members to a poll's definition, or takes new values for those that it has.</summary>
    public Task DefineAsync(string poll, object members) => WriteAsync("""
        with defined as (update ledger.poll set definition = definition || $2::jsonb where poll = $1 returning 1) select pg_notify('ledger_changed', $1) from defined
        """, poll, JsonSerializer.Serialize(members));

    /// <summary>A ballot of the poll that counts.</summary>
    public async Task<Guid> BallotOfAsync(string poll)
    {
        await using var command = _administrator.CreateCommand("select ballot from ledger.receipts where poll = $1 and status = 'counted' limit 1");
        command.Parameters.Add(new() { Value = poll });
        return (Guid)(await command.ExecuteScalarAsync())!;
    }

    /// <param name="state"><c>open</c>, <c>closed</c> or <c>final</c>.</param>
    public async Task CloseAsync(string poll, string state)
    {
        if (state is "open")
        {
            return;
        }

        await WriteAsync("select ledger.apply_fence($1, $2) where not exists (select from ledger.poll where poll = $2 and fence is not null)", ++_position, poll);
        if (state is "final")
        {
            await WriteAsync("select ledger.finalize($1)", poll);
        }
    }

    public Task BalanceAsync(long accepted, long stored, long inFlight, long deadLettered) => WriteAsync(
        $"""
        insert into ledger.balance_reading (accepted, stored, in_flight, dead_lettered, balance, measured_at)
        values ({accepted}, {stored}, {inFlight}, {deadLettered}, {accepted - stored - inFlight - deadLettered}, now())
        on conflict (only_row) do update set accepted = excluded.accepted, stored = excluded.stored, in_flight = excluded.in_flight,
            dead_lettered = excluded.dead_lettered, balance = excluded.balance, measured_at = excluded.measured_at;
        notify ledger_balance
        """);

    /// <summary>SQL that puts something else in the place of a view; the real one goes on as <c>real_…</c>.</summary>
    public static string Over(string view, string select) => $"""
        do $do$ begin
            if to_regclass('ledger.real_{view}') is null then alter view ledger.{view} rename to real_{view}; end if;
        end $do$;
        drop view if exists ledger.{view};
        create view ledger.{view} as {select};
        grant select on ledger.{view} to voting_results
        """;

    /// <summary>One call is one transaction.</summary>
    public async Task WriteAsync(string sql, params object[] values)
    {
        await using var command = _administrator.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }

    public async Task<long> AskAsync(string sql)
    {
        await using var command = _administrator.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync() => _administrator.DisposeAsync();

    private string Of(string role) => Store.ConnectionStringFor(role, $"{role}-of-the-tests", _database);

    /// <summary>The id that <see cref="OpenAsync"/> gives to the option of this label.</summary>
    public static string IdOf(string label) => label.ToLowerInvariant().Replace(' ', '-');
}
