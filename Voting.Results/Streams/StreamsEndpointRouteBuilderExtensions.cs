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
        routes.MapGet("/polls/{poll}/results.json", ShowResultsAsync);
    }

    private static async Task<IResult> ShowResultsAsync(string poll, BoardFinder finder, TallyBoard board, HttpContext context, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.AccessControlAllowOrigin = "*";
        var outcome = await finder.FindAsync(poll, ct);
        return outcome == ReadOutcome.Shown && board.Find(poll) is { } frame
            ? TypedResults.Json(ResultsDocument.Of(frame.View.Tally), ResultsJson.Default.ResultsDocument)
            : Absent(outcome, context);
    }

    /// <summary>Each change of the results as JSON, the current ones first; comments as a sign of life.</summary>
    private static Task<IResult> StreamResultsAsync(string poll, BoardFinder finder, TallyBoard board, HttpContext context, EventStream stream)
    {
        context.Response.Headers.AccessControlAllowOrigin = "*";
        return StreamAsync(poll, finder, board, context, watch => stream.SendResultsAsync(context, watch));
    }

    /// <summary>Each change of the board as HTML, at a pace that is pleasant to watch.</summary>
    private static Task<IResult> StreamBoardAsync(string poll, BoardFinder finder, TallyBoard board, HttpContext context, EventStream stream) =>
        StreamAsync(poll, finder, board, context, watch => stream.SendBoardAsync(context, watch));

    private static async Task<IResult> StreamAsync(string poll, BoardFinder finder, TallyBoard board, HttpContext context, Func<Watch, Task> send)
    {
        if (await finder.FindAsync(poll, context.RequestAborted) is var outcome and not ReadOutcome.Shown)
            return Absent(outcome, context);

        using var watch = board.TryWatch(poll);
        if (watch is null)
            return Busy(context, "As many viewers as this process serves are watching.");

        await send(watch);
        return TypedResults.Empty;
    }

    private static ProblemHttpResult Absent(ReadOutcome outcome, HttpContext context) => outcome switch
    {
        ReadOutcome.Unknown => TypedResults.Problem("The ledger knows no such poll.", statusCode: StatusCodes.Status404NotFound),
        ReadOutcome.Unreadable => TypedResults.Problem("The ledger's record of this poll cannot be read. The fault is recorded.", statusCode: StatusCodes.Status500InternalServerError),
        _ => Busy(context, "The ledger cannot be read at the moment."),
    };

    private static ProblemHttpResult Busy(HttpContext context, string detail)
    {
        context.Response.Headers.RetryAfter = "5";
        return TypedResults.Problem(detail, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
