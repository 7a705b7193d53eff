using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Voting.Api.Audit;
using Voting.Api.Hosts;

namespace Voting.Api.Polls;

/// <summary>
/// The way of every action of a host: read the row, change it, say so in the audit log, save both in one transaction, and put on the
/// stream what is new. Who saves what somebody else has changed meanwhile is told, and begins again on what is there now.
/// </summary>
internal sealed class PollWriter(PollsDbContext database, PollOutbox outbox, TimeProvider clock)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The poll as it is now; what was not saved is forgotten.</summary>
    public async Task<PollRow?> FindAsync(string poll, CancellationToken ct)
    {
        database.ChangeTracker.Clear();
        return await database.Polls.FindAsync([poll], ct);
    }

    public void Add(PollRow row) => database.Polls.Add(row);

    public void Remove(PollRow row) => database.Polls.Remove(row);

    /// <summary>Adds to the poll's audit log what <paramref name="user"/> does; it is saved with what is done.</summary>
    public Task NoteAsync(string poll, string action, ClaimsPrincipal user, string? detail, CancellationToken ct)
        => database.NoteAsync(poll, action, user.Actor(), detail, Now, ct);

    /// <summary>False where somebody else was faster: then what is asked for is looked at again, on what is there now.</summary>
    public async Task<bool> TrySaveAsync(CancellationToken ct) => await SaveAsync(ct) is null;

    /// <summary>
    /// As <see cref="TrySaveAsync(CancellationToken)"/>, with <paramref name="many"/> in the same transaction: what changes thousands of rows
    /// does it in one statement, because the tracked rows of a save are as many statements, and no host waits that long.
    /// </summary>
    public async Task<bool> TrySaveAsync(Func<Task<int>> many, CancellationToken ct)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(ct);
        await many();
        if (!await TrySaveAsync(ct))
        {
            return false;
        }

        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Null where everything is saved; else what another action or poll was faster with: the name of a unique constraint, or empty for the row itself.</summary>
    public async Task<string?> SaveAsync(CancellationToken ct)
    {
        try
        {
            await database.SaveChangesAsync(ct);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            return "";
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } violation)
        {
            return violation.ConstraintName ?? "";
        }
    }

    /// <summary>Puts on the stream what is new of a saved row.</summary>
    public async Task PublishAsync(PollRow row, CancellationToken ct)
    {
        await outbox.PublishAsync(row, database, Now, ct);
        // Where the row was changed again meanwhile, what is published stays published, and the outbox marks it.
        await TrySaveAsync(ct);
    }
}
