using Microsoft.AspNetCore.Http.HttpResults;
using Voting.Results.Live;

namespace Voting.Results.Streams;

/// <summary>Live results for everything that is not a page of ours, and for our own pages.</summary>
internal static class StreamsEndpointRouteBuilderExtensions
{
    public static void MapStreams(this IEndpointRouteBuilder routes)
    {
        var poll = routes.MapGroup("/polls/{poll}");
        poll.MapGet("/live", StreamResultsAsync);
        poll.MapGet("/board", StreamBoardAsync);
        routes.MapGet("/polls/{poll}/results.json", ShowResults);
    }

    private static IResult ShowResults(string poll, TallyBoard board, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.AccessControlAllowOrigin = "*";
        return board.Find(poll) is { } frame
            ? TypedResults.Json(ResultsDocument.Of(frame.View.Tally), ResultsJson.Default.ResultsDocument)
            : Absent(board, context);
    }

    /// <summary>Each change of the results as JSON, the current ones first; comments as a sign of life.</summary>
    private static Task<IResult> StreamResultsAsync(string poll, TallyBoard board, HttpContext context, EventStream stream)
    {
        context.Response.Headers.AccessControlAllowOrigin = "*";
        return StreamAsync(poll, board, context, watch => stream.SendResultsAsync(context, watch));
    }

    /// <summary>Each change of the board as HTML, at a pace that is pleasant to watch.</summary>
    private static Task<IResult> StreamBoardAsync(string poll, TallyBoard board, HttpContext context, EventStream stream) =>
        StreamAsync(poll, board, context, watch => stream.SendBoardAsync(context, watch));

    private static async Task<IResult> StreamAsync(string poll, TallyBoard board, HttpContext context, Func<Watch, Task> send)
    {
        if (board.Find(poll) is null)
            return Absent(board, context);

        using var watch = board.TryWatch(poll);
        if (watch is null)
            return Busy(context, "As many viewers as this process serves are watching.");

        await send(watch);
        return TypedResults.Empty;
    }

    private static ProblemHttpResult Absent(TallyBoard board, HttpContext context) =>
        board.IsLoaded
            ? TypedResults.Problem("The ledger knows no such poll.", statusCode: StatusCodes.Status404NotFound)
            : Busy(context, "The ledger has not been read yet.");

    private static ProblemHttpResult Busy(HttpContext context, string detail)
    {
        context.Response.Headers.RetryAfter = "5";
        return TypedResults.Problem(detail, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
