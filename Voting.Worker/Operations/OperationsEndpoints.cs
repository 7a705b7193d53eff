using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Voting.Worker.Streams;

namespace Voting.Worker.Operations;

/// <summary>
/// For the operator, on the worker's own port, which is on no public route: the dead letters and the recount.
/// Everything here may be repeated without harm.
/// </summary>
internal static class OperationsEndpoints
{
    private const int MaxLetters = 1_000;

    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        var operations = routes.MapGroup("/operations");
        operations.MapGet("/dead-letters", ListDeadLettersAsync);
        operations.MapPost("/dead-letters/replay", ReplayDeadLettersAsync);
        operations.MapGet("/recount", RecountAsync);
    }

    private static async Task<Ok<List<DeadLetter>>> ListDeadLettersAsync(VoteStream stream, CancellationToken ct)
        => TypedResults.Ok((await stream.DeadLettersAsync(MaxLetters, ct)).Select(DeadLetter.From).ToList());

    private static async Task<Ok<Replayed>> ReplayDeadLettersAsync(VoteStream stream, ILogger<VoteStream> logger, CancellationToken ct)
    {
        var count = await stream.ReplayAsync(MaxLetters, ct);
        Log.DeadLettersReplayed(logger, count);
        return TypedResults.Ok(new Replayed(count));
    }

    private static async Task<Ok<Recount>> RecountAsync(NpgsqlDataSource ledger, CancellationToken ct)
    {
        var rows = new List<RecountRow>();
        await using var command = ledger.CreateCommand("select poll, content, kept, recounted from ledger.recount()");
        command.CommandTimeout = 300;
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            rows.Add(new(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3)));
        }

        return TypedResults.Ok(new Recount(
            rows.All(row => row.Kept == row.Recounted),
            rows.Sum(row => row.Recounted),
            [.. rows.Where(row => row.Kept != row.Recounted)]));
    }
}

/// <summary>An entry set aside: what it was, and why it could not be stored.</summary>
internal sealed record DeadLetter(string Id, string Entry, string Reason, string? Type, string? Poll)
{
    public static DeadLetter From(RawEntry letter)
        => new(letter.Id, letter["entry"] ?? "", letter["reason"] ?? "", letter["type"], letter["poll"]);
}

/// <summary>How many dead letters went back on the stream.</summary>
internal sealed record Replayed(int Count);

/// <summary>The tally counted again from the ballots, beside the kept one.</summary>
internal sealed record Recount(bool Equal, long Ballots, IReadOnlyList<RecountRow> Differences);

internal sealed record RecountRow(string Poll, string Content, long Kept, long Recounted);
