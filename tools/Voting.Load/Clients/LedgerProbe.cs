using Npgsql;

namespace Voting.Load.Clients;

/// <summary>Looks into the ledger as its administrator, to time what the rooms do and to check it afterwards.</summary>
internal sealed class LedgerProbe(string adminConnection) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(adminConnection) { CommandTimeout = 300, Timeout = 5, MaxPoolSize = 4 });

    public NpgsqlDataSource Source => _source;

    /// <summary>Ballots that have their outcome.</summary>
    public async Task<long> StoredAsync(CancellationToken ct)
        => (long)(await ScalarAsync("select coalesce(sum(stored + rejected), 0)::bigint from ledger.poll_count", ct))!;

    /// <summary>Whether tallies and sums, counted again from nothing but the ballots, equal the kept ones.</summary>
    public async Task<bool> RecountEqualsAsync(CancellationToken ct)
        => (bool)(await ScalarAsync("""
            select coalesce(bool_and(kept = recounted), true)
            from (select kept, recounted from ledger.recount() union all select kept, recounted from ledger.recount_sums()) r
            """, ct))!;

    public async Task<object?> ScalarAsync(string sql, CancellationToken ct)
    {
        await using var command = _source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(ct);
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
