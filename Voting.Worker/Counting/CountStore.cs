using System.Data;
using Npgsql;
using Voting.Contracts.Polls;
using Voting.Contracts.Results;
using Voting.Counting.Polls;

namespace Voting.Worker.Counting;

/// <summary>A poll whose count is older than its tally.</summary>
/// <param name="Stored">Ballots of it that were ever stored: another number, another tally.</param>
/// <param name="Final">The tally never changes again, and neither will the next count.</param>
internal sealed record StaleCount(int Id, string Poll, int Version, long Stored, bool Final);

/// <summary>Reads what is to be counted and keeps the counts.</summary>
internal sealed class CountStore(NpgsqlDataSource ledger)
{
    // The first of the two numbers of a poll's advisory lock. The ledger's own lock has one number, which is another space.
    private const int LockSpace = 0x434E54;

    public async Task<List<StaleCount>> StaleAsync(CancellationToken ct)
    {
        var stale = new List<StaleCount>();
        await using var command = ledger.CreateCommand("select id, poll, version, stored, final from ledger.stale_counts order by id");
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            stale.Add(new(reader.GetInt32(0), reader.GetString(1), reader.GetInt32(2), reader.GetInt64(3), reader.GetBoolean(4)));
        }

        return stale;
    }

    /// <summary>
    /// Counts a poll from one snapshot of its tally and keeps the count, and says so to who listens. One worker at a time does so for a poll;
    /// the lock ends with the transaction, also when the worker dies.
    /// </summary>
    /// <returns>False where another worker is at it.</returns>
    public async Task<bool> CountAsync(int poll, CancellationToken ct)
    {
        await using var connection = await ledger.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        if (await ScalarAsync(connection, "select pg_try_advisory_xact_lock($1, $2)", ct, LockSpace, poll) is not true)
        {
            return false;
        }

        var tally = await ReadAsync(connection, poll, ct);
        if (tally.IsCountedForGood)
        {
            return true;
        }

        var counter = PollCounter.Of(PollJson.Read(tally.Definition));
        await AddContentsAsync(connection, tally.Poll, counter, ct);
        var count = counter.Count(tally.Final, ct);

        await ScalarAsync(
            connection,
            """
            insert into ledger.poll_count_result as r (poll, version, stored, counted, final, result)
            values ($1, $2, $3, $4, $5, $6::jsonb)
            on conflict (poll) do update set version = excluded.version, stored = excluded.stored, counted = excluded.counted,
                final = excluded.final, result = excluded.result, computed_at = now()
            where not r.final
            """,
            ct, poll, tally.Version, tally.Stored, count.Counted, tally.Final, PollCountJson.Write(count));
        await ScalarAsync(connection, "select pg_notify('ledger_changed', $1)", ct, tally.Poll);
        await transaction.CommitAsync(ct);
        return true;
    }

    private static async Task<Tally> ReadAsync(NpgsqlConnection connection, int poll, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            select p.poll, p.definition::text, p.version, n.stored, p.final_at is not null, coalesce(r.final, false)
            from ledger.poll p join ledger.poll_count n on n.poll = p.id left join ledger.poll_count_result r on r.poll = p.id
            where p.id = $1
            """, connection)
        {
            Parameters = { new() { Value = poll } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new(reader.GetString(0), reader.GetString(1), reader.GetInt32(2), reader.GetInt64(3), reader.GetBoolean(4), reader.GetBoolean(5))
            : throw new InvalidOperationException("The poll is not in this ledger any more.");
    }

    private static async Task AddContentsAsync(NpgsqlConnection connection, string poll, PollCounter counter, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select content, ballots from ledger.tallies where poll = $1", connection)
        {
            Parameters = { new() { Value = poll } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            counter.Add(reader.GetString(0), reader.GetInt64(1));
        }
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken ct, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return await command.ExecuteScalarAsync(ct);
    }

    private sealed record Tally(string Poll, string Definition, int Version, long Stored, bool Final, bool IsCountedForGood);
}
