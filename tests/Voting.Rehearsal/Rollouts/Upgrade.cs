using Npgsql;

namespace Voting.Rehearsal.Rollouts;

/// <summary>The schema of a version that does not exist yet.</summary>
internal static class Upgrade
{
    /// <summary>Applies it as the ledger's owner, in one transaction, as Entity Framework does.</summary>
    public static async Task ApplyAsync(string workerConnection, CancellationToken ct)
    {
        await using var resource = typeof(Upgrade).Assembly.GetManifestResourceStream(typeof(Upgrade), "NewerSchema.sql")!;
        var sql = await new StreamReader(resource).ReadToEndAsync(ct);
        await using var source = NpgsqlDataSource.Create(workerConnection);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        await command.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
