using Microsoft.EntityFrameworkCore;
using Voting.Api.Polls;
using Voting.Contracts.Hosts;

namespace Voting.Api.Audit;

/// <summary>Adds to the audit log of a poll. The entry is saved with the action itself, in one transaction.</summary>
internal static class AuditLog
{
    public static async Task NoteAsync(this PollsDbContext database, string poll, string action, string actor, string? detail, DateTimeOffset now, CancellationToken ct)
    {
        var last = await database.Audit.AsNoTracking().Where(entry => entry.Poll == poll).OrderByDescending(entry => entry.Sequence).FirstOrDefaultAsync(ct);
        var next = new AuditEntry((last?.Sequence ?? 0) + 1, AuditChain.Millisecond(now), action, actor, detail, "");
        database.Audit.Add(new()
        {
            Poll = poll,
            Sequence = next.Sequence,
            At = next.At,
            Action = action,
            Actor = actor,
            Detail = detail,
            Hash = AuditChain.Hash(last?.Hash ?? AuditChain.Start, poll, next),
        });
    }
}
