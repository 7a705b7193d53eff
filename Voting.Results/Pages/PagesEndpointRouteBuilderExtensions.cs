using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Voting.Contracts.Polls;
using Voting.Results.Components.Pages;
using Voting.Results.Ledger;
using Voting.Results.Live;
using Voting.Web;

namespace Voting.Results.Pages;

/// <summary>The pages: complete at first paint, kept current by their stream.</summary>
internal static class PagesEndpointRouteBuilderExtensions
{
    private static readonly TimeSpan _retryAfter = TimeSpan.FromSeconds(5);

    /// <summary>Adds what the pages need beside the board.</summary>
    public static void AddPages(this IServiceCollection services) => services.AddSingleton<VoterProof>();

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", ShowPollsAsync);
        routes.MapGet("/polls/{poll}", ShowPollAsync<ResultsPage>);
        routes.MapGet("/polls/{poll}/screen", ShowPollAsync<ScreenPage>); // the same board, large, with nothing around it: for a projector
    }

    /// <summary>The path of a poll's page, as the reader's browser must ask for it.</summary>
    public static string AddressOf(HttpContext context, string poll) => context.PathOf($"/polls/{poll}");

    private static async Task<IResult> ShowPollsAsync(PollIndex index, HttpContext context, CancellationToken ct)
    {
        var polls = await index.ListAsync(ct);
        return !index.IsLoaded ? Unavailable(context)
            : polls is [var only] ? TypedResults.LocalRedirect(AddressOf(context, only.Poll))
            : Page.Show<PollsPage>(context, StatusCodes.Status200OK, (nameof(PollsPage.Polls), polls));
    }

    private static async Task<IResult> ShowPollAsync<TPage>(
        string poll, BoardFinder finder, TallyBoard board, VoterProof proof, HttpContext context, CancellationToken ct)
        where TPage : IComponent
    {
        switch (await finder.FindAsync(poll, ct))
        {
            case ReadOutcome.Unknown:
                return TypedResults.NotFound();
            case ReadOutcome.Unreadable:
                Page.RetryAfter(context, _retryAfter);
                return Page.Show<CannotBeShownPage>(context, StatusCodes.Status500InternalServerError);
            case ReadOutcome.Shown when board.ViewOf(poll) is { Tally.Visibility: ResultVisibility.AfterVote } && context.Request.Query[VoterProof.Receipt] is [var receipt, ..]:
                return await TakeReceiptAsync(poll, receipt, proof, context, ct);
            case ReadOutcome.Shown when board.ViewOf(poll) is { } view:
                return Page.Show<TPage>(context, StatusCodes.Status200OK, (nameof(ResultsPage.View), view with { HasVoted = proof.IsCarried(context, poll) }));
            default:
                return Unavailable(context);
        }
    }

    private static async Task<IResult> TakeReceiptAsync(string poll, string? receipt, VoterProof proof, HttpContext context, CancellationToken ct)
    {
        try
        {
            await proof.GiveAsync(context, poll, receipt, ct);
            return TypedResults.LocalRedirect(context.PathOf(context.Request.Path));
        }
        catch (Exception fault) when (LedgerOutage.Is(fault))
        {
            return Unavailable(context);
        }
    }

    private static RazorComponentResult<UnavailablePage> Unavailable(HttpContext context)
    {
        Page.RetryAfter(context, _retryAfter);
        return Page.Show<UnavailablePage>(context, StatusCodes.Status503ServiceUnavailable);
    }
}
