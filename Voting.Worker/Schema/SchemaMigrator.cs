using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Voting.Worker.Ledger;

namespace Voting.Worker.Schema;

/// <summary>Brings the ledger's schema up to date when a worker starts. Several may start at once: one does it, the others wait.</summary>
internal sealed class SchemaMigrator(IServiceScopeFactory scopes, ILogger<SchemaMigrator> logger) : BackgroundService
{
    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _migration = TimeSpan.FromHours(1);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the schema is the one that this build needs.</summary>
    public Task Ready => _ready.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await MigrateAsync(scope.ServiceProvider.GetRequiredService<LedgerDbContext>().Database, stoppingToken);
                _ready.TrySetResult();
                return;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.SchemaNotReady(logger, exception);
                await Task.Delay(_retry, stoppingToken);
            }
        }
    }

    /// <summary>Applies what is missing.</summary>
    /// <remarks>
    /// Entity Framework's own lock ends with the first migration's transaction, and who waited for it then repeats the second one.
    /// The session's lock is held for all; should the session break, PostgreSQL gives it back.
    /// </remarks>
    public static async Task MigrateAsync(DatabaseFacade ledger, CancellationToken ct)
    {
        // A migration takes as long as the ledger is large; the limit is that of a batch.
        ledger.SetCommandTimeout(_migration);
        await ledger.OpenConnectionAsync(ct);
        try
        {
            await ledger.ExecuteSqlAsync($"select pg_advisory_lock(hashtextextended('ledger schema', 0))", ct);
            await ledger.MigrateAsync(ct);
            await ledger.ExecuteSqlAsync($"select pg_advisory_unlock(hashtextextended('ledger schema', 0))", ct);
        }
        finally
        {
            await ledger.CloseConnectionAsync();
        }
    }
}
