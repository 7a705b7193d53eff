using System.Runtime.ExceptionServices;
using DbUp;
using DbUp.Builder;
using DbUp.Engine;
using DbUp.ScriptProviders;
using Npgsql;

namespace Voting.Migrations.Ledger;

/// <summary>
/// The ledger's schema, as SQL: what it promises lives in constraints, triggers and functions. DbUp runs the embedded
/// <c>Scripts/*.sql</c> in the order of their names, each in a transaction of its own, and keeps in
/// <c>ledger.schemaversions</c> which were run. There is no way back but a backup.
/// </summary>
internal static class LedgerScripts
{
    private const string Schema = "ledger";
    private const string Journal = "schemaversions";

    /// <summary>The names of all scripts, in the order in which they run.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Embedded().Select(script => script.Name)];

    /// <summary>Runs the scripts that were not run yet, on a session that is the owner's and stays open.</summary>
    /// <param name="last">The script to stop behind; null: none.</param>
    /// <exception cref="NpgsqlException">PostgreSQL refused one, which then changed nothing, or is away. Its data name the script.</exception>
    public static async Task RunAsync(NpgsqlConnection session, string? last, ILogger logger, CancellationToken ct)
    {
        var before = await RunByEntityFrameworkAsync(session, ct);
        // DbUp is synchronous: it waits for PostgreSQL on a thread of its own.
        await Task.Run(() => Run(session, before, last, logger), ct);
    }

    private static void Run(NpgsqlConnection session, HashSet<string> before, string? last, ILogger logger)
    {
        var scripts = Embedded().Where(script => last is null || string.CompareOrdinal(script.Name, last) <= 0).ToList();
        if (before.Count > 0)
        {
            Check(Engine(session, scripts.Where(script => before.Contains(script.Name)), logger).WithTransaction().Build().MarkAsExecuted());
        }

        Check(Engine(session, scripts, logger).WithTransactionPerScript().Build().PerformUpgrade());
    }

    private static void Check(DatabaseUpgradeResult result)
    {
        if (!result.Successful)
        {
            result.Error.Data[DatabaseMigration.Script] = result.ErrorScript?.Name;
            ExceptionDispatchInfo.Throw(result.Error);
        }
    }

    /// <summary>
    /// The scripts that ran as migrations of Entity Framework, in which they were dressed once, where DbUp has no journal yet;
    /// their names there had no ending.
    /// </summary>
    private static async Task<HashSet<string>> RunByEntityFrameworkAsync(NpgsqlConnection session, CancellationToken ct)
    {
        await using var old = new NpgsqlCommand(
            $"select to_regclass('{Schema}.__migrations') is not null and to_regclass('{Schema}.{Journal}') is null", session);
        if (await old.ExecuteScalarAsync(ct) is not true)
        {
            return [];
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        await using var history = new NpgsqlCommand($"""select "MigrationId" from {Schema}.__migrations""", session);
        await using var reader = await history.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            names.Add($"{reader.GetString(0)}.sql");
        }

        return names;
    }

    private static UpgradeEngineBuilder Engine(NpgsqlConnection session, IEnumerable<SqlScript> scripts, ILogger logger)
        => DeployChanges.To.PostgresqlDatabase(new SessionConnectionManager(session))
            .WithScripts(scripts)
            .WithVariablesDisabled() // $…$ quotes a function's body
            .JournalToPostgresqlTable(Schema, Journal)
            .LogTo(new ScriptLog(logger));

    private static IEnumerable<SqlScript> Embedded()
        => new EmbeddedScriptProvider(typeof(LedgerScripts).Assembly, name => name.EndsWith(".sql", StringComparison.Ordinal))
            .GetScripts(null!).OrderBy(script => script.Name, StringComparer.Ordinal);
}
