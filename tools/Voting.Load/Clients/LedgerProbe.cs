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

    /// <summary>Whether the tally counted again from nothing but the ballots equals the kept one.</summary>
    public async Task<bool> RecountEqualsAsync(CancellationToken ct)
        => (bool)(await ScalarAsync("select coalesce(bool_and(kept = recounted), true) from ledger.recount()", ct))!;

    public async Task<object?> ScalarAsync(string sql, CancellationToken ct)
    {
        await using var command = _source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(ct);
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
