using Microsoft.EntityFrameworkCore;

namespace Voting.Api.Polls;

/// <summary>Migrates the schema this room owns. Several replicas may start at once: Entity Framework takes a lock.</summary>
internal sealed class PollSchema(IServiceScopeFactory scopes)
{
    public bool Ready { get; private set; }

    public async Task MigrateAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PollsDbContext>().Database.MigrateAsync(ct);
        Ready = true;
    }
}
