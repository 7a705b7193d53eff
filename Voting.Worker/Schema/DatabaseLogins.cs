using Npgsql;

namespace Voting.Worker.Schema;

/// <summary>
/// What `migrations` does, as the server's administrator: the database, one login role per room with the password of
/// that room's connection string, and the two schemas with their owners. Running it again changes nothing but passwords.
/// Each owner then migrates its own schema.
/// </summary>
internal static class DatabaseLogins
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(1);
    private static readonly string[] _logins = ["votes-api", "votes-worker", "votes-results"];

    /// <summary>0 when the database is prepared; 1, with the reason on standard error, when it cannot be.</summary>
    public static async Task<int> RunAsync()
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var missing = _logins.Prepend("votes").Where(name => configuration.GetConnectionString(name) is null).ToArray();
        if (missing.Length > 0)
        {
            await Console.Error.WriteLineAsync(
                $"migrations cannot start: set {string.Join(", ", missing.Select(name => $"ConnectionStrings__{name}"))}.");
            return 1;
        }

        var admin = configuration.GetConnectionString("votes")!;
        var logins = _logins.Select(name => new NpgsqlConnectionStringBuilder(configuration.GetConnectionString(name))).ToArray();
        var deadline = DateTime.UtcNow + _patience;
        while (true)
        {
            try
            {
                await PrepareAsync(admin, logins);
                await Console.Out.WriteLineAsync("The database, its login roles and its schemas are ready.");
                return 0;
            }
            catch (NpgsqlException exception) when (exception.IsTransient && DateTime.UtcNow < deadline)
            {
                await Console.Out.WriteLineAsync($"PostgreSQL is not ready yet: {exception.Message}");
                await Task.Delay(_retry);
            }
            catch (NpgsqlException exception)
            {
                await Console.Error.WriteLineAsync($"migrations failed: {exception.Message}");
                return 1;
            }
        }
    }

    internal static async Task PrepareAsync(string admin, IReadOnlyList<NpgsqlConnectionStringBuilder> logins)
    {
        await CreateDatabaseAsync(admin);

        await using var source = NpgsqlDataSource.Create(admin);
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, "select pg_advisory_xact_lock(hashtextextended('migrations', 0))");
        foreach (var login in logins)
        {
            await EnsureLoginAsync(connection, login.Username!, login.Password!);
        }

        await ExecuteAsync(connection, $"""
            revoke all on schema public from public;
            revoke connect, temporary on database {Identifier(connection.Database)} from public;
            grant connect on database {Identifier(connection.Database)} to voting_api, voting_worker, voting_results;
            create schema if not exists ledger authorization voting_worker;
            create schema if not exists polls authorization voting_api;
            """);
        await transaction.CommitAsync();
    }

    private static async Task CreateDatabaseAsync(string admin)
    {
        var target = new NpgsqlConnectionStringBuilder(admin);
        var database = target.Database ?? "votes";
        target.Database = "postgres";
        await using var source = NpgsqlDataSource.Create(target.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection)
        {
            Parameters = { new() { Value = database } },
        };
        if (await exists.ExecuteScalarAsync() is null)
        {
            await ExecuteAsync(connection, $"create database {Identifier(database)}");
        }
    }

    private static async Task EnsureLoginAsync(NpgsqlConnection connection, string role, string password)
    {
        await using var exists = new NpgsqlCommand("select 1 from pg_roles where rolname = $1", connection)
        {
            Parameters = { new() { Value = role } },
        };
        var verb = await exists.ExecuteScalarAsync() is null ? "create" : "alter";
        // jit: every statement here is short, and compiling one takes longer than running it.
        // idle_in_transaction_session_timeout: a room that stops in the middle must not hold a lock for ever.
        await ExecuteAsync(connection, $"""
            {verb} role {Identifier(role)} login nosuperuser nocreatedb nocreaterole noreplication password '{ScramVerifier.Create(password)}';
            alter role {Identifier(role)} set jit = off;
            alter role {Identifier(role)} set idle_in_transaction_session_timeout = '10s';
            """);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
