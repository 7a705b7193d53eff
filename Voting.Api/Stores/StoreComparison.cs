using Microsoft.EntityFrameworkCore;
using Voting.Api.Polls;

namespace Voting.Api.Stores;

/// <summary>Compares what Redis and PostgreSQL say of each other. Where one contradicts the other, one of them was restored to an earlier time.</summary>
internal static class StoreComparison
{
    /// <summary>What contradicts, in words; null where nothing does.</summary>
    /// <remarks>
    /// Work goes on meanwhile, so the order of reading decides what is proven: what the ledger had before, Redis must have had; and what
    /// Redis has acknowledged, the ledger must have afterwards.
    /// </remarks>
    /// <exception cref="Exception">A store is away: then nothing is known.</exception>
    public static async Task<string?> FindAsync(StreamAccounts stream, PollsDbContext database, CancellationToken ct)
    {
        var before = await MarksAsync(database, ct);
        var account = await stream.ReadAsync();
        if (before.Furthest > account.Last)
        {
            return "Redis lacks what the ledger has: the furthest stored position lies behind the stream's last id. Redis is older, or empty.";
        }

        if (!account.HasGroup)
        {
            return null;
        }

        if (account.Added < before.Outcomes)
        {
            return "Redis lacks what the ledger has: more entries have an outcome than were ever added. Redis is older, or empty.";
        }

        // A restart makes Redis forget how many entries were read: before anyone is refused they are counted.
        if (account.Stored > (await MarksAsync(database, ct)).Outcomes
            && (await stream.ReadAsync(count: true)).Stored is var stored && stored > (await MarksAsync(database, ct)).Outcomes)
        {
            return "PostgreSQL lacks what Redis saw stored: it is older.";
        }

        return (await LostAsync(account.Polls, database, ct)).Count > 0 ? "PostgreSQL lacks polls that are on the stream: it is older." : null;
    }

    /// <summary>Those of the polls that are on the stream and that PostgreSQL does not know, or not yet.</summary>
    public static async Task<IReadOnlyList<string>> LostAsync(string[] published, PollsDbContext database, CancellationToken ct)
    {
        // Saved before it is published: read afterwards, a row is there.
        var known = await database.Polls.Where(poll => published.Contains(poll.Id) && !poll.IsDraft).Select(poll => poll.Id).ToListAsync(ct);
        return [.. published.Except(known, StringComparer.Ordinal)];
    }

    public static Task<StoreMarks> MarksAsync(PollsDbContext database, CancellationToken ct)
        => database.Database.SqlQuery<StoreMarks>($"""select furthest as "Furthest", outcomes as "Outcomes" from ledger.store_marks""").SingleAsync(ct);
}
