using Npgsql;
using Voting.Stores;

namespace Voting.Migrations.Tests.Databases;

/// <summary>One database of a server, as its administrator and as each service reach it. No connection is kept: nothing of one statement is left for the next.</summary>
internal sealed class Database(PostgresStore server, string name)
{
    public static IReadOnlyList<string> Services { get; } = ["voting_api", "voting_worker", "voting_results"];

    public string Name => name;

    public string Administrator => server.ConnectionStringFor("postgres", server.Password, name);

    public string Of(string role) => role == "postgres" ? Administrator : server.ConnectionStringFor(role, $"{role}-{server.Password}", name);

    public IReadOnlyCollection<string> Logins => [.. Services.Select(Of)];

    public Task MigrateAsync(string? administrator = null) => new DatabaseMigration(administrator ?? Administrator, Logins).RunAsync(default);

    public async Task<List<string>> RowsAsync(string sql, string role = "postgres")
    {
        await using var connection = await OpenAsync(role);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "-" : $"{reader.GetValue(i)}")));
        }

        return rows;
    }

    public async Task<NpgsqlConnection> OpenAsync(string role)
    {
        var connection = new NpgsqlConnection($"{Of(role)};Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>The code with which PostgreSQL refuses the statement; null where it is allowed. Nothing of it stays.</summary>
    public static async Task<string?> TryAsync(NpgsqlConnection connection, string statement)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        return await RefusalAsync(connection, statement);
    }

    /// <summary>The same, and what is allowed stays: some statements run in no transaction.</summary>
    public static async Task<string?> RefusalAsync(NpgsqlConnection connection, string statement)
    {
        try
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
            return null;
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
    }

    /// <summary>Everything that migrations make: roles, owners, rights, columns, functions, histories.</summary>
    public Task<List<string>> PictureAsync() => RowsAsync("""
        select 'role', rolname::text, concat_ws(' ', rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls, rolconfig::text) from pg_roles where rolname like 'voting%'
        union all select 'schema', nspname::text, concat_ws(' ', nspowner::regrole, nspacl::text) from pg_namespace where nspname in ('public', 'ledger', 'polls')
        union all select 'database', 'this', datacl::text from pg_database where datname = current_database()
        union all select 'relation', c.oid::regclass::text, concat_ws(' ', relkind, relowner::regrole, relacl::text) from pg_class c where relnamespace::regnamespace::text in ('ledger', 'polls')
        union all select 'column', attrelid::regclass || '.' || attname, format_type(atttypid, atttypmod) || attnotnull from pg_attribute a join pg_class c on c.oid = attrelid
            where attnum > 0 and not attisdropped and relnamespace::regnamespace::text in ('ledger', 'polls') and relkind in ('r', 'v')
        union all select 'function', p.oid::regprocedure::text, concat_ws(' ', proowner::regrole, proacl::text, md5(prosrc)) from pg_proc p where pronamespace::regnamespace::text in ('ledger', 'polls')
        union all select 'script', scriptname, '' from ledger.schemaversions
        union all select 'migration', "MigrationId", '' from polls.__migrations
        order by 1, 2, 3
        """);
}
