using Microsoft.EntityFrameworkCore;

namespace Voting.Api.Polls;

/// <summary>Migrates the schema this room owns. Several replicas may start at once: one does it, the others wait.</summary>
internal sealed class PollSchema(IServiceScopeFactory scopes)
{
    public bool Ready { get; private set; }

    /// <remarks>Entity Framework's own lock ends with the first migration's transaction; the session's is held for all.</remarks>
    public async Task MigrateAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var polls = scope.ServiceProvider.GetRequiredService<PollsDbContext>().Database;
        await polls.OpenConnectionAsync(ct);
        try
        {
            await polls.ExecuteSqlAsync($"select pg_advisory_lock(hashtextextended('polls schema', 0))", ct);
            await polls.MigrateAsync(ct);
            await polls.ExecuteSqlAsync($"select pg_advisory_unlock(hashtextextended('polls schema', 0))", ct);
        }
        finally
        {
            await polls.CloseConnectionAsync();
        }

        Ready = true;
    }
}
