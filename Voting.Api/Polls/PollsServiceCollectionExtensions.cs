using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using Voting.Api.Polls.Listing;
using Voting.Api.Results;
using Voting.Contracts.Polls;

namespace Voting.Api.Polls;

internal static class PollsServiceCollectionExtensions
{
    /// <summary>The newest migration of Voting.Migrations whose tables this build uses.</summary>
    public const string NeededMigration = "20261127120000_VotingCodes";

    /// <summary>The newest script of Voting.Migrations whose views this build reads.</summary>
    public const string NeededScript = "20261127200000_CountRules.sql";

    public static void AddPolls(this WebApplicationBuilder builder)
    {
        if (!PollText.CanNormalize)
        {
            throw new InvalidOperationException("Unicode texts cannot be normalized here: ICU is missing, or DOTNET_SYSTEM_GLOBALIZATION_INVARIANT is set. Install libicu, or use the image family noble-chiseled-extra.");
        }

        builder.AddNpgsqlDbContext<PollsDbContext>(
            "votes",
            settings =>
            {
                // While only PostgreSQL is away this service accepts votes, so it stays ready.
                settings.DisableHealthChecks = true;
                // A person waits for the answer: better a 503 at once than three hidden attempts.
                settings.DisableRetry = true;
                settings.CommandTimeout = StatementDeadline.PatienceSeconds;
                // A PostgreSQL that hangs is known after 2 s, of a connection or of a command. Npgsql does not try to cancel the
                // command there, which would take as long again: PostgreSQL ends a statement by itself.
                var given = new NpgsqlConnectionStringBuilder(settings.ConnectionString);
                settings.ConnectionString = new NpgsqlConnectionStringBuilder(settings.ConnectionString)
                {
                    Timeout = StatementDeadline.PatienceSeconds,
                    CancellationTimeout = -1,
                    Options = $"{given.Options} -c statement_timeout=2000".TrimStart(),
                    GssEncryptionMode = GssEncryptionMode.Disable,
                    // Reads and outbox need few; ten replicas at Npgsql's hundred each would fill the server.
                    MaxPoolSize = 16,
                }.ConnectionString;
            },
            options => options.AddInterceptors(new StatementDeadline()));
        builder.AddSchemaReadiness(
            $"""
            select exists (select from polls.__migrations where "MigrationId" = '{NeededMigration}')
                and exists (select from ledger.schemaversions where scriptname = '{NeededScript}')
            """,
            services => services.GetRequiredService<PollsDbContext>().Database.GetDbConnection());
        foreach (var setting in (string[])["Id", "Question", "Options"])
        {
            builder.AcceptOldName($"FirstPoll:{setting}", $"SeedPoll:{setting}");
        }

        builder.Services.AddOptions<SeedPollOptions>().BindConfiguration(SeedPollOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<SeedPollOptions>, SeedPollOptions>();
        builder.Services.AddSingleton<SeedPoll>();
        builder.Services.AddSingleton<PollCache>();
        builder.Services.AddScoped<PollWriter>();
        builder.Services.AddScoped<PollList>();
        builder.Services.AddScoped<ResultAccess>();
        builder.Services.AddSingleton<PollOutbox>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PollOutbox>());
        builder.Services.AddHealthChecks().AddCheck<PollsHealthCheck>("polls", tags: [HealthEndpoints.ReadyTag]);
    }
}
