using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Voting.Results.Components.Pages;
using Voting.Results.Live;
using Voting.Web;

namespace Voting.Results.Pages;

/// <summary>The pages: complete at first paint, kept current by their stream.</summary>
internal static class PagesEndpointRouteBuilderExtensions
{
    private static readonly TimeSpan _retryAfter = TimeSpan.FromSeconds(5);

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", ShowPolls);
        routes.MapGet("/polls/{poll}", ShowPoll<ResultsPage>);
        routes.MapGet("/polls/{poll}/screen", ShowPoll<ScreenPage>); // the same board, large, with nothing around it: for a projector
    }

    public static string AddressOf(string poll) => $"/polls/{poll}";

    private static IResult ShowPolls(TallyBoard board, HttpContext context) =>
        !board.IsLoaded ? Unavailable(context)
        : board.Polls is [var only] ? TypedResults.LocalRedirect(AddressOf(only.Poll))
        : Page.Show<PollsPage>(context, StatusCodes.Status200OK, (nameof(PollsPage.Polls), board.Polls));

    private static IResult ShowPoll<TPage>(string poll, TallyBoard board, HttpContext context)
        where TPage : IComponent =>
        board.ViewOf(poll) is { } view ? Page.Show<TPage>(context, StatusCodes.Status200OK, (nameof(ResultsPage.View), view))
        : board.IsLoaded ? TypedResults.NotFound()
        : Unavailable(context);

    private static RazorComponentResult<UnavailablePage> Unavailable(HttpContext context)
    {
        Page.RetryAfter(context, _retryAfter);
        return Page.Show<UnavailablePage>(context, StatusCodes.Status503ServiceUnavailable);
    }
}
