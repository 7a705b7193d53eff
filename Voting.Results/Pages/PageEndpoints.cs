using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Voting.Results.Components.Pages;
using Voting.Results.Live;

namespace Voting.Results.Pages;

/// <summary>The pages: complete at first paint, kept current by their stream.</summary>
internal static class PageEndpoints
{
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", ShowPolls);
        routes.MapGet("/polls/{poll}", ShowBoard);
        routes.MapGet("/polls/{poll}/screen", ShowScreen);
    }

    public static string AddressOf(string poll) => $"/polls/{poll}";

    private static IResult ShowPolls(TallyBoard board, HttpContext context) =>
        !board.IsLoaded ? Unavailable(context)
        : board.Polls is [var only] ? TypedResults.LocalRedirect(AddressOf(only.Poll))
        : Show<PollList>(context, (nameof(PollList.Polls), board.Polls));

    private static IResult ShowBoard(string poll, TallyBoard board, HttpContext context) =>
        board.ViewOf(poll) is { } view ? Show<PollBoard>(context, (nameof(PollBoard.View), view))
        : board.IsLoaded ? TypedResults.NotFound()
        : Unavailable(context);

    /// <summary>The same board, large, with nothing around it: for a projector.</summary>
    private static IResult ShowScreen(string poll, TallyBoard board, HttpContext context) =>
        board.ViewOf(poll) is { } view ? Show<Screen>(context, (nameof(Screen.View), view))
        : board.IsLoaded ? TypedResults.NotFound()
        : Unavailable(context);

    private static RazorComponentResult<TPage> Show<TPage>(HttpContext context, (string Name, object? Value) parameter)
        where TPage : IComponent
    {
        context.Response.Headers.CacheControl = "no-store";
        return new(new Dictionary<string, object?>(StringComparer.Ordinal) { [parameter.Name] = parameter.Value });
    }

    private static RazorComponentResult<Fault> Unavailable(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "5";
        var page = Show<Fault>(context, (nameof(Fault.Status), StatusCodes.Status503ServiceUnavailable));
        page.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return page;
    }
}
