using Npgsql;

namespace Voting.Migrations.Roles;

/// <summary>The roles of the system, by the names that the scripts know.</summary>
internal static class Role
{
    /// <summary>Owns both schemas and all in them, and cannot log in.</summary>
    public const string Owner = "voting_owner";

    /// <summary>One per service that reads or writes the database. They own nothing.</summary>
    public static IReadOnlyList<string> Services { get; } = ["voting_api", "voting_worker", "voting_results"];

    public static async Task ExecuteAsync(this NpgsqlConnection session, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, session);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The rows of a query whose columns are texts.</summary>
    public static async Task<List<string[]>> RowsAsync(this NpgsqlConnection session, string sql, CancellationToken ct, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, session);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<string[]>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        }

        return rows;
    }

    /// <summary>A name as SQL takes it, whatever it holds.</summary>
    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
