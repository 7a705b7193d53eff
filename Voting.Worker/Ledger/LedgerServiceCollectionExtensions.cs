using Npgsql;

namespace Voting.Worker.Ledger;

internal static class LedgerServiceCollectionExtensions
{
    /// <summary>The newest script of Voting.Migrations whose tables and functions this build uses.</summary>
    public const string NeededScript = "20261127200000_CountRules.sql";

    public static void AddLedger(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(_ => OpenLedger(builder.Configuration.GetConnectionString("votes")!));
        builder.Services.AddSingleton<ContentIdCache>();
        builder.Services.AddSingleton<LedgerTelemetry>();
        builder.Services.AddSingleton<LedgerStore>();
        builder.AddSchemaReadiness(
            $"select exists (select from ledger.schemaversions where scriptname = '{NeededScript}')",
            services => services.GetRequiredService<NpgsqlDataSource>().CreateConnection());
    }

    // The pooled connections that batches travel on. A PostgreSQL that does not answer is noticed in seconds,
    // and the batch is stored again by whoever claims it.
    private static NpgsqlDataSource OpenLedger(string connectionString) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connectionString)
        {
            Timeout = 3,
            CommandTimeout = 15,
            CancellationTimeout = 1_000,
            GssEncryptionMode = GssEncryptionMode.Disable, // a server that hangs would be tried twice, for Kerberos, which nobody here uses
            MaxPoolSize = 8,
        });
}
