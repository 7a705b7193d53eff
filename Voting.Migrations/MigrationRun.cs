using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;
using Voting.Migrations.Roles;

namespace Voting.Migrations;

/// <summary>One run of this program: it waits for PostgreSQL, migrates, and says on one line what failed.</summary>
internal sealed class MigrationRun(IConfiguration configuration, IOptions<MigrationOptions> options, ILogger<MigrationRun> logger)
{
    private static readonly ActivitySource _source = new("Voting.Migrations");
    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(1);

    // In the order of Role.Services.
    private static readonly string[] _logins = ["votes-api", "votes-worker", "votes-results"];

    /// <summary>The exit code: 0 when the database is what this build needs; 1, with the reason on standard error, when it is not.</summary>
    public async Task<int> ExecuteAsync(CancellationToken ct)
    {
        var failure = Misconfiguration() ?? await MigrateAsync(ct);
        if (failure is null)
        {
            return 0;
        }

        await Console.Error.WriteLineAsync($"migrations failed: {failure.ReplaceLineEndings(" ")}");
        return 1;
    }

    private string? Misconfiguration()
    {
        foreach (var (name, role) in _logins.Zip(Role.Services).Prepend(("votes", "")))
        {
            if (string.IsNullOrWhiteSpace(configuration.GetConnectionString(name)))
            {
                return $"ConnectionStrings__{name} is not set.";
            }

            if (role.Length > 0 && new NpgsqlConnectionStringBuilder(configuration.GetConnectionString(name)) is var login && (login.Username != role || string.IsNullOrEmpty(login.Password)))
            {
                return $"ConnectionStrings__{name} must have Username={role} and a password.";
            }
        }

        return null;
    }

    private async Task<string?> MigrateAsync(CancellationToken ct)
    {
        var migration = new DatabaseMigration(
            configuration.GetConnectionString("votes")!, [.. _logins.Select(name => configuration.GetConnectionString(name)!)], logger);
        var started = Stopwatch.GetTimestamp();
        using var activity = _source.StartActivity("migrate");
        while (true)
        {
            try
            {
                await migration.RunAsync(ct);
                return null;
            }
            catch (NpgsqlException exception) when (exception.IsTransient && Stopwatch.GetElapsedTime(started) < options.Value.WaitForDatabase)
            {
                Log.DatabaseNotReady(logger, exception.Message);
                await Task.Delay(_retry, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return "stopped before it was done; run it again.";
            }
            catch (Exception exception)
            {
                // What PostgreSQL refused, or a fault of this program: the stack is in the log, the reason on the line.
                if (exception is not NpgsqlException { IsTransient: true })
                {
                    Log.MigrationFailed(logger, exception);
                }

                activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
                return exception.Data[DatabaseMigration.Script] is string script ? $"{script}: {exception.Message}" : exception.Message;
            }
        }
    }
}
