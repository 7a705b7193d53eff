using Microsoft.EntityFrameworkCore;
using Voting.Worker.Ledger;

namespace Voting.Worker.Schema;

/// <summary>Brings the ledger's schema up to date when a worker starts. Several may start at once: Entity Framework takes a lock.</summary>
internal sealed class SchemaMigrator(IServiceScopeFactory scopes, ILogger<SchemaMigrator> logger) : BackgroundService
{
    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(1);
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
                await scope.ServiceProvider.GetRequiredService<LedgerDbContext>().Database.MigrateAsync(stoppingToken);
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
}
