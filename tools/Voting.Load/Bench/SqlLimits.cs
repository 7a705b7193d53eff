using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using Voting.Load.Clients;
using Voting.Load.Processes;
using Voting.Migrations;

namespace Voting.Load.Bench;

/// <summary>
/// What PostgreSQL can do with as many rows of the same shape: a bare COPY into a table without an index, and the ledger's own
/// function driven flat out by one connection with nothing else to do. In a database of its own, with the worker's login.
/// </summary>
internal static class SqlLimits
{
    private const string Database = "bench";
    private const int BatchSize = 4_000; // IntakeOptions.BatchSize

    public static async Task MeasureAsync(VotingSystem system, int rows, Figures figures, CancellationToken ct)
    {
        var administrator = system.Postgres.ConnectionStringFor("postgres", system.Postgres.Password, Database);
        await new DatabaseMigration(administrator, [system.WorkerConnection(Database)]).RunAsync(ct);
        await using (var admin = NpgsqlDataSource.Create(administrator))
        {
            await RunAsync(admin, "create schema bare authorization voting_worker", ct);
        }

        await using var worker = NpgsqlDataSource.Create(system.WorkerConnection(Database));
        var ballots = BallotRows.Make(rows);
        figures.BareCopyPerSecond = rows / (await CopyAsync(worker, ballots, ct)).TotalSeconds;
        figures.SqlPerSecond = rows / (await StoreAsync(worker, ballots, ct)).TotalSeconds;
    }

    private static async Task<TimeSpan> CopyAsync(NpgsqlDataSource worker, BallotRows rows, CancellationToken ct)
    {
        await RunAsync(worker, "create table bare.ballot (position bigint, ballot uuid, poll int, voter uuid, content int)", ct);
        await using var connection = await worker.OpenConnectionAsync(ct);
        var started = Stopwatch.GetTimestamp();
        await using var copy = await connection.BeginBinaryImportAsync("copy bare.ballot from stdin (format binary)", ct);
        for (var row = 0; row < rows.Count; row++)
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(rows.Positions[row], NpgsqlDbType.Bigint, ct);
            await copy.WriteAsync(rows.Ballots[row], NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(rows.Polls[row], NpgsqlDbType.Integer, ct);
            await copy.WriteAsync(rows.Voters[row], NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(rows.Contents[row], NpgsqlDbType.Integer, ct);
        }

        await copy.CompleteAsync(ct);
        return Stopwatch.GetElapsedTime(started);
    }

    private static async Task<TimeSpan> StoreAsync(NpgsqlDataSource worker, BallotRows rows, CancellationToken ct)
    {
        await RunAsync(worker, """
            select ledger.apply_definition(1, 'poll.opened', 'pets', 1,
                '{"id":"pets","question":"Cats or dogs?","kind":"single","options":[{"id":"cats","label":"Cats"},{"id":"dogs","label":"Dogs"}]}')
            """, ct);
        await RunAsync(worker, "select ledger.content_ids(array[1, 1], array['cats', 'dogs'])", ct);

        await using var connection = await worker.OpenConnectionAsync(ct);
        var started = Stopwatch.GetTimestamp();
        for (var from = 0; from < rows.Count; from += BatchSize)
        {
            var batch = from..Math.Min(from + BatchSize, rows.Count);
            await using var store = new NpgsqlCommand("select known from ledger.store_ballots($1, $2, $3, $4, $5)", connection)
            {
                Parameters =
                {
                    new() { Value = rows.Positions[batch] },
                    new() { Value = rows.Ballots[batch] },
                    new() { Value = rows.Polls[batch] },
                    new() { Value = rows.Voters[batch] },
                    new() { Value = rows.Contents[batch] },
                },
            };
            await store.ExecuteNonQueryAsync(ct);
        }

        return Stopwatch.GetElapsedTime(started);
    }

    private static async Task RunAsync(NpgsqlDataSource source, string sql, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>Ballots of distinct voters, a column each.</summary>
internal sealed record BallotRows(long[] Positions, Guid[] Ballots, int[] Polls, Guid[] Voters, int[] Contents)
{
    public int Count => Positions.Length;

    public static BallotRows Make(int rows)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() << 20;
        var each = Enumerable.Range(0, rows).ToArray();
        return new(
            [.. each.Select(row => now + row)],
            [.. each.Select(_ => Guid.CreateVersion7())],
            [.. each.Select(_ => 1)],
            [.. each.Select(_ => Guid.NewGuid())],
            [.. each.Select(row => 1 + (row % 2))]);
    }
}
