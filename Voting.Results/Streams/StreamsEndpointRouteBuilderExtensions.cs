using Microsoft.AspNetCore.Http.HttpResults;
using Voting.Contracts.Errors;
using Voting.Contracts.Polls;
using Voting.Results.Live;
using Voting.Results.Pages;

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

    private static async Task<IResult> ShowResultsAsync(string poll, BoardFinder finder, TallyBoard board, VoterProof proof, HttpContext context, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.AccessControlAllowOrigin = "*";
        var outcome = await finder.FindAsync(poll, ct);
        if (outcome != ReadOutcome.Shown || board.ViewOf(poll) is not { } view)
        {
            return Absent(outcome, context);
        }

        view = view with { HasVoted = proof.IsCarried(context, poll) };
        return view.ShowsResult
            ? TypedResults.Json(ResultsDocument.Of(view.Tally), ResultsJson.Default.ResultsDocument)
            : TypedResults.Problem(
                view.Tally.Visibility.Reason(), statusCode: StatusCodes.Status403Forbidden,
                extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = ErrorCode.ResultsHidden });
    }

    /// <summary>Each change of the results as JSON, the current ones first; comments as a sign of life.</summary>
    private static Task<IResult> StreamResultsAsync(string poll, BoardFinder finder, TallyBoard board, VoterProof proof, HttpContext context, EventStream stream)
    {
        context.Response.Headers.AccessControlAllowOrigin = "*";
        return StreamAsync(poll, finder, board, context, watch => stream.SendResultsAsync(context, watch, proof.IsCarried(context, poll)));
    }

    /// <summary>Each change of the board as HTML, at a pace that is pleasant to watch.</summary>
    private static Task<IResult> StreamBoardAsync(string poll, BoardFinder finder, TallyBoard board, VoterProof proof, HttpContext context, EventStream stream) =>
        StreamAsync(poll, finder, board, context, watch => stream.SendBoardAsync(context, watch, proof.IsCarried(context, poll)));

    private static async Task<IResult> StreamAsync(string poll, BoardFinder finder, TallyBoard board, HttpContext context, Func<Watch, Task> send)
    {
        if (await finder.FindAsync(poll, context.RequestAborted) is var outcome and not ReadOutcome.Shown)
        {
            return Absent(outcome, context);
        }

        using var watch = board.TryWatch(poll);
        if (watch is null)
        {
            return Busy(context, "As many viewers as this process serves are watching.");
        }

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
