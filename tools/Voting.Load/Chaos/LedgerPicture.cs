using Npgsql;

namespace Voting.Load.Chaos;

/// <summary>A ballot as the ledger has it.</summary>
internal readonly record struct LedgerRow(long Position, Guid Ballot, string Poll, Guid Voter, string Content);

/// <summary>Everything that the ledger holds, read once when all is quiet.</summary>
/// <param name="Fences">Position of the fence by poll, of closed polls.</param>
/// <param name="Rejected">Entries that were stored as rejected.</param>
internal sealed record LedgerPicture(
    IReadOnlyList<LedgerRow> Ballots, IReadOnlyList<LedgerRow> Standing, IReadOnlyDictionary<string, long> Fences, long Rejected)
{
    public static async Task<LedgerPicture> ReadAsync(NpgsqlDataSource ledger, CancellationToken ct) => new(
        await RowsAsync(ledger, """
            select b.position, b.ballot, p.poll, b.voter, c.content
            from ledger.ballot b join ledger.poll p on p.id = b.poll join ledger.ballot_content c on c.id = b.content
            """, ct),
        await RowsAsync(ledger, """
            select s.position, b.ballot, p.poll, s.voter, c.content
            from ledger.standing s join ledger.poll p on p.id = s.poll join ledger.ballot_content c on c.id = s.content
            left join ledger.ballot b on b.position = s.position
            """, ct),
        await FencesAsync(ledger, ct),
        await CountAsync(ledger, ct));

    private static async Task<IReadOnlyList<LedgerRow>> RowsAsync(NpgsqlDataSource ledger, string sql, CancellationToken ct)
    {
        var rows = new List<LedgerRow>();
        await using var command = ledger.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            rows.Add(new(
                reader.GetInt64(0), reader.IsDBNull(1) ? Guid.Empty : reader.GetGuid(1), reader.GetString(2), reader.GetGuid(3), reader.GetString(4)));
        }

        return rows;
    }

    private static async Task<IReadOnlyDictionary<string, long>> FencesAsync(NpgsqlDataSource ledger, CancellationToken ct)
    {
        var fences = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var command = ledger.CreateCommand("select poll, fence from ledger.poll where fence is not null");
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            fences[reader.GetString(0)] = reader.GetInt64(1);
        }

        return fences;
    }

    private static async Task<long> CountAsync(NpgsqlDataSource ledger, CancellationToken ct)
    {
        await using var command = ledger.CreateCommand("select count(*) from ledger.rejection");
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}
