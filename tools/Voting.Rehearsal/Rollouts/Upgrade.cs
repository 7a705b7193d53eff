using Npgsql;

namespace Voting.Rehearsal.Rollouts;

/// <summary>The schema of a version that does not exist yet.</summary>
internal static class Upgrade
{
    /// <summary>Applies it as the ledger's owner, statement by statement, each with its own short lock.</summary>
    public static async Task ApplyAsync(string workerConnection, CancellationToken ct)
    {
        await using var resource = typeof(Upgrade).Assembly.GetManifestResourceStream(typeof(Upgrade), "NewerSchema.sql")!;
        var sql = await new StreamReader(resource).ReadToEndAsync(ct);
        await using var source = NpgsqlDataSource.Create(workerConnection);
        await using var connection = await source.OpenConnectionAsync(ct);
        foreach (var statement in sql.Split(";\n", StringSplitOptions.RemoveEmptyEntries))
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(ct);
        }
    }
}
