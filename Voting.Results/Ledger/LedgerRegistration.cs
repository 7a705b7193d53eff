using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Voting.Results.Ledger;

internal static class LedgerRegistration
{
    private const int PatienceSeconds = 3;
    private const int MostConnections = 8;

    /// <summary>The newest script of Voting.Migrations whose views this build reads.</summary>
    public const string NeededScript = "20261127200000_CountRules.sql";

    public static void AddLedger(this IHostApplicationBuilder builder, string connection)
    {
        builder.AddNpgsqlDbContext<LedgerViewsContext>(connection, settings =>
        {
            // Readers must learn of a dead database within seconds; the board itself tries again.
            settings.DisableRetry = true;
            // A board that lost the database still shows what it last read: see LedgerReadCheck.
            settings.DisableHealthChecks = true;
            settings.ConnectionString = WithPatience(settings.ConnectionString);
        });
        builder.Services.AddSingleton<LedgerReader>().AddSingleton<PollIndex>();
        builder.AddSchemaReadiness(
            $"select exists (select from ledger.schemaversions where scriptname = '{NeededScript}')",
            services => services.GetRequiredService<LedgerViewsContext>().Database.GetDbConnection());
    }

    private static string? WithPatience(string? connectionString) =>
        string.IsNullOrEmpty(connectionString)
            ? connectionString
            : new NpgsqlConnectionStringBuilder(connectionString)
            {
                ApplicationName = "voting-results",
                Timeout = PatienceSeconds,
                CommandTimeout = PatienceSeconds,
                CancellationTimeout = 500, // ms
                GssEncryptionMode = GssEncryptionMode.Disable, // a server that hangs would be tried twice, for Kerberos, which nobody here uses
                MaxPoolSize = MostConnections,
            }.ConnectionString;
}
