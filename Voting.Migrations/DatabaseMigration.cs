using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Voting.Migrations.Ledger;
using Voting.Migrations.Polls;
using Voting.Migrations.Roles;

namespace Voting.Migrations;

/// <summary>
/// Brings one database to the schema of this build: the database itself, roles, schemas, ledger scripts, polls migrations.
/// May be repeated, changes nothing where nothing is missing, and lets no second run in while one goes on.
/// </summary>
/// <param name="administrator">
/// The connection of a role that may create databases and roles; it need not be a superuser. Its database is made where it is missing.
/// </param>
/// <param name="logins">The services' own connections to that database; their roles get the passwords that stand there.</param>
public sealed class DatabaseMigration(string administrator, IReadOnlyCollection<string> logins, ILogger? logger = null)
{
    /// <summary>Key in an exception's data: the name of the script that failed.</summary>
    internal const string Script = "script";

    /// <summary>The name of the ledger script to stop behind; null, as the program has it, runs all. A test of an upgrade makes the ledger of an older version with it.</summary>
    public string? LastScript { get; init; }

    private readonly ILogger _logger = logger ?? NullLogger.Instance;

    /// <summary>Does all of it. No statement has a time limit: a large table takes the time it takes.</summary>
    /// <exception cref="NpgsqlException">PostgreSQL is away (<see cref="NpgsqlException.IsTransient"/>) or refused a statement. What was complete stays, the rest is not begun.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        var database = new NpgsqlConnectionStringBuilder(administrator).Database ?? "votes";
        await ServerRoles.EnsureAsync(Session(administrator, "postgres"), database, logins, ct);

        await using var session = new NpgsqlConnection(Session(administrator, database));
        await session.OpenAsync(ct);
        await session.ExecuteAsync("select pg_advisory_lock(hashtextextended('migrations', 0))", ct);
        await SchemaOwner.EnsureAsync(session, _logger, ct);
        await session.ExecuteAsync($"set role {Role.Owner}", ct);
        await LedgerScripts.RunAsync(session, LastScript, _logger, ct);
        await PollsContext.MigrateAsync(session, ct);
        Log.Migrated(_logger, database);
    }

    // Not pooled: what a session holds, locks and role, ends with it. A peer that died without a word is noticed by TCP.
    private static string Session(string connection, string database) => new NpgsqlConnectionStringBuilder(connection)
    {
        Database = database,
        ApplicationName = "voting-migrations",
        Pooling = false,
        Timeout = 5,
        CommandTimeout = 0,
        TcpKeepAlive = true,
        TcpKeepAliveTime = 30,
        TcpKeepAliveInterval = 10,
    }.ConnectionString;
}
