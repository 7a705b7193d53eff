using Microsoft.EntityFrameworkCore;
using Npgsql;
using Voting.Worker.Schema;

namespace Voting.Worker.Ledger;

internal static class LedgerSetup
{
    public static void AddLedger(this WebApplicationBuilder builder)
    {
        builder.AddNpgsqlDbContext<LedgerDbContext>(
            "votes",
            settings => settings.CommandTimeout = 30,
            options => options.UseNpgsql(npgsql => npgsql.MigrationsHistoryTable("__migrations", LedgerDbContext.Schema)));
        builder.Services.AddSingleton(_ => OpenLedger(builder.Configuration.GetConnectionString("votes")!));
        builder.Services.AddSingleton<LedgerIds>();
        builder.Services.AddSingleton<LedgerStore>();
        builder.Services.AddSingleton<SchemaMigrator>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SchemaMigrator>());
        builder.Services.AddHealthChecks().AddCheck<SchemaHealthCheck>("ledger-schema", tags: [HealthEndpoints.ReadyTag]);
    }

    // The pooled connections that batches travel on. A PostgreSQL that does not answer is noticed in seconds,
    // and the batch is stored again by whoever claims it.
    private static NpgsqlDataSource OpenLedger(string connectionString) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connectionString) { Timeout = 3, CommandTimeout = 15, CancellationTimeout = 1_000, MaxPoolSize = 8 });
}
