using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Voting.Worker.Streams;

namespace Voting.Worker.Operations;

/// <summary>
/// For the administrator, on the worker's own port, which is on no public route: the dead letters and the recount.
/// Everything here may be repeated without harm.
/// </summary>
internal static class OperationsEndpointRouteBuilderExtensions
{
    private const int MaxLetters = 1_000;

    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        var operations = routes.MapGroup("/operations").AddEndpointFilter<RouteGroupBuilder, OperationsGuard>();
        operations.MapGet("/dead-letters", ListDeadLettersAsync);
        operations.MapPost("/dead-letters/replay", ReplayDeadLettersAsync);
        operations.MapGet("/recount", RecountAsync);
    }

    private static async Task<Ok<List<DeadLetter>>> ListDeadLettersAsync(DeadLetterStream letters)
        => TypedResults.Ok((await letters.ListAsync("0-0", MaxLetters)).Select(DeadLetter.From).ToList());

    private static async Task<Ok<Replayed>> ReplayDeadLettersAsync(DeadLetterReplay replay, ILogger<DeadLetterReplay> logger, CancellationToken ct)
    {
        var replayed = await replay.RunAsync(ct);
        Log.DeadLettersReplayed(logger, replayed.Count, replayed.Final);
        return TypedResults.Ok(replayed);
    }

    private static async Task<Ok<Recount>> RecountAsync(NpgsqlDataSource ledger, CancellationToken ct)
    {
        var tallies = await RowsAsync(ledger, "select poll, content, kept, recounted from ledger.recount()", ct);
        var sums = await RowsAsync(ledger, "select poll, sum, kept, recounted from ledger.recount_sums()", ct);
        return TypedResults.Ok(new Recount(
            tallies.Concat(sums).All(row => row.Kept == row.Recounted),
            tallies.Sum(row => row.Recounted),
            [.. tallies.Where(row => row.Kept != row.Recounted).Select(row => new TallyDifference(row.Poll, row.Name, row.Kept, row.Recounted))],
            [.. sums.Where(row => row.Kept != row.Recounted).Select(row => new SumDifference(row.Poll, row.Name, row.Kept, row.Recounted))]));
    }

    private static async Task<List<(string Poll, string Name, long Kept, long Recounted)>> RowsAsync(NpgsqlDataSource ledger, string sql, CancellationToken ct)
    {
        var rows = new List<(string, string, long, long)>();
        await using var command = ledger.CreateCommand(sql);
        command.CommandTimeout = 300;
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            rows.Add((reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3)));
        }

        return rows;
    }
}

/// <summary>A dead letter: what the entry was, and why it could not be stored.</summary>
internal sealed record DeadLetter(string Id, string Entry, string Reason, string? Type, string? Poll)
{
    public static DeadLetter From(RawEntry letter)
        => new(letter.Id, letter["entry"] ?? "", letter["reason"] ?? "", letter["type"], letter["poll"]);
}

/// <summary>The tallies and the sums that results show, counted again from the ballots, beside the kept ones.</summary>
/// <param name="Ballots">Standing ballots.</param>
internal sealed record Recount(
    bool Equal, long Ballots, IReadOnlyList<TallyDifference> Differences, IReadOnlyList<SumDifference> SumDifferences);

/// <summary>A ballot content of which another number is kept than there are.</summary>
internal sealed record TallyDifference(string Poll, string Content, long Kept, long Recounted);

/// <param name="Sum"><c>counted</c>, <c>abstained</c>, or <c>option:score</c>.</param>
internal sealed record SumDifference(string Poll, string Sum, long Kept, long Recounted);
