using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Voting.Results.Components.Pages;
using Voting.Results.Ledger;
using Voting.Results.Live;

namespace Voting.Results.Pages;

/// <summary>The pages: complete at first paint, kept current by their stream.</summary>
internal static class PageEndpoints
{
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", ShowPollsAsync);
        routes.MapGet("/polls/{poll}", ShowBoardAsync);
        routes.MapGet("/polls/{poll}/screen", ShowScreenAsync);
    }

    public static string AddressOf(string poll) => $"/polls/{poll}";

    private static async Task<IResult> ShowPollsAsync(PollIndex index, HttpContext context, CancellationToken ct)
    {
        var polls = await index.ListAsync(ct);
        return !index.IsLoaded ? Unavailable(context)
            : polls is [var only] ? TypedResults.LocalRedirect(AddressOf(only.Poll))
            : Show<PollList>(context, (nameof(PollList.Polls), polls));
    }

    private static Task<IResult> ShowBoardAsync(string poll, BoardFinder finder, TallyBoard board, HttpContext context, CancellationToken ct) =>
        ShowAsync<PollBoard>(poll, finder, board, context, ct);

    /// <summary>The same board, large, with nothing around it: for a projector.</summary>
    private static Task<IResult> ShowScreenAsync(string poll, BoardFinder finder, TallyBoard board, HttpContext context, CancellationToken ct) =>
        ShowAsync<Screen>(poll, finder, board, context, ct);

    private static async Task<IResult> ShowAsync<TPage>(string poll, BoardFinder finder, TallyBoard board, HttpContext context, CancellationToken ct)
        where TPage : IComponent =>
        await finder.FindAsync(poll, ct) switch
        {
            ReadOutcome.Unknown => TypedResults.NotFound(),
            ReadOutcome.Unreadable => Failed<CannotBeShown>(context, StatusCodes.Status500InternalServerError),
            ReadOutcome.Shown when board.ViewOf(poll) is { } view => Show<TPage>(context, (nameof(PollBoard.View), view)),
            _ => Unavailable(context),
        };

    private static RazorComponentResult<TPage> Show<TPage>(HttpContext context, params (string Name, object? Value)[] parameters)
        where TPage : IComponent
    {
        context.Response.Headers.CacheControl = "no-store";
        return new(parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal));
    }

    private static RazorComponentResult<Fault> Unavailable(HttpContext context) =>
        Failed<Fault>(context, StatusCodes.Status503ServiceUnavailable, (nameof(Fault.Status), StatusCodes.Status503ServiceUnavailable));

    private static RazorComponentResult<TPage> Failed<TPage>(HttpContext context, int status, params (string Name, object? Value)[] parameters)
        where TPage : IComponent
    {
        context.Response.Headers.RetryAfter = "5";
        var page = Show<TPage>(context, parameters);
        page.StatusCode = status;
        return page;
    }
}
