using Npgsql;
using NpgsqlTypes;

namespace Voting.Worker.Ledger;

/// <summary>
/// Writes the ledger. Every method is one statement, hence one transaction, and may be repeated:
/// the database decides what is new.
/// </summary>
internal sealed class LedgerStore(NpgsqlDataSource ledger, ContentIdCache ids, LedgerTelemetry telemetry)
{
    /// <summary>
    /// Stores the ballots, and names in its answer those that could not be: of an unknown poll, not a ballot of their poll, or
    /// refused by the database for a reason of the data. A batch that is refused is halved until such a ballot is alone.
    /// </summary>
    /// <exception cref="NpgsqlException">PostgreSQL is away; what is stored is stored, and storing all of it again changes nothing.</exception>
    public async Task<LedgerBatch> StoreAsync(IReadOnlyList<BallotRow> ballots, CancellationToken ct)
    {
        try
        {
            return await StoreTogetherAsync(ballots, ct);
        }
        catch (PostgresException refusal) when (LedgerRefusal.IsOfTheData(refusal))
        {
            var outcome = new LedgerBatch(0);
            if (ballots.Count == 1)
            {
                outcome.Refused.Add(ballots[0].Position, LedgerRefusal.Reason(refusal));
                return outcome;
            }

            var half = ballots.Count / 2;
            outcome.AddOutcome(await StoreAsync([.. ballots.Take(half)], ct));
            outcome.AddOutcome(await StoreAsync([.. ballots.Skip(half)], ct));
            return outcome;
        }
    }

    /// <summary>Records a poll as its owner defines it. Older versions change nothing.</summary>
    public Task ApplyDefinitionAsync(long position, string type, string poll, int version, string definition, CancellationToken ct)
        => ExecuteAsync("select ledger.apply_definition($1, $2, $3, $4, $5::jsonb)", ct, position, type, poll, version, definition);

    /// <summary>Records the close marker of a poll; false where the ledger does not know the poll.</summary>
    public async Task<bool> ApplyCloseMarkerAsync(long position, string poll, CancellationToken ct)
        => (bool)(await ExecuteAsync("select ledger.apply_fence($1, $2)", ct, position, poll))!;

    /// <summary>Makes a closed poll's result final. Only to be called when everything before its close marker is stored.</summary>
    public Task FinalizeAsync(string poll, CancellationToken ct)
        => ExecuteAsync("select ledger.finalize($1)", ct, poll);

    /// <summary>Those of the polls whose result is final.</summary>
    public async Task<HashSet<string>> FinalPollsAsync(string[] polls, CancellationToken ct)
        => [.. (string[])(await ExecuteAsync("select coalesce(array_agg(poll), '{}') from ledger.poll where poll = any($1) and final_at is not null", ct, [polls]))!];

    /// <summary>The position of the last entry that was stored; 0 where there is none.</summary>
    public async Task<long> EndAsync(CancellationToken ct) => (long)(await ExecuteAsync(
        "select coalesce(greatest((select max(position) from ledger.ballot), (select max(position) from ledger.poll_event)), 0)", ct))!;

    private async Task<LedgerBatch> StoreTogetherAsync(IReadOnlyList<BallotRow> ballots, CancellationToken ct)
    {
        await using var connection = await ledger.OpenConnectionAsync(ct);

        for (var attempt = 1; ; attempt++)
        {
            var known = await ids.ResolveAsync(connection, ballots, ct);
            if (known.Count == 0 || await StoreKnownAsync(connection, known, ct))
            {
                return known;
            }

            // The ids we remember are not this database's: it was restored or replaced beneath us.
            ids.Forget();
            if (attempt == 3)
            {
                throw new InvalidOperationException("The ledger's ids change while a batch is being stored.");
            }
        }
    }

    private async Task<bool> StoreKnownAsync(NpgsqlConnection connection, LedgerBatch batch, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select known, waited from ledger.store_ballots($1, $2, $3, $4, $5)", connection);
        Add(command, NpgsqlDbType.Bigint, batch.Positions);
        Add(command, NpgsqlDbType.Uuid, batch.Ballots);
        Add(command, NpgsqlDbType.Integer, batch.Polls);
        Add(command, NpgsqlDbType.Uuid, batch.Voters);
        Add(command, NpgsqlDbType.Integer, batch.Contents);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        telemetry.Locked(reader.GetDouble(1));
        return reader.GetInt64(0) == batch.Count;
    }

    private static void Add<T>(NpgsqlCommand command, NpgsqlDbType type, List<T> values)
        => command.Parameters.Add(new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type });

    private async Task<object?> ExecuteAsync(string sql, CancellationToken ct, params object[] values)
    {
        await using var connection = await ledger.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return await command.ExecuteScalarAsync(ct);
    }
}
