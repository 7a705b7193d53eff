using Microsoft.AspNetCore.Http.HttpResults;
using Voting.Frontend.Api;
using Voting.Frontend.Components.Pages;

namespace Voting.Frontend.Ballots;

internal static class BallotEndpoints
{
    private const string PollId = "{poll:regex(^[a-z0-9-]{{1,40}}$)}";

    public static void MapBallots(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", ShowPollsAsync);
        var poll = routes.MapGroup($"/polls/{PollId}");
        poll.MapGet("/", BallotPages.ShowAsync);
        poll.MapPost("/ballots", BallotCast.CastAsync).DisableAntiforgery(); // checked by hand, to explain a refusal
        poll.MapGet("/ballots", BackToPaper); // a reload of an answer to the form
        poll.MapGet("/ballots/{ballot:guid}", ReceiptPages.ShowAsync);
    }

    public static string AddressOf(string poll) => $"/polls/{poll}";

    public static string AddressOf(string poll, Guid ballot) => $"/polls/{poll}/ballots/{ballot}";

    private static async Task<IResult> ShowPollsAsync(HttpContext context, VotingApiClient api, CancellationToken ct)
    {
        var answer = await api.GetPollsAsync(ct);
        if (answer.Refusal is { } refusal)
            return Page.Unavailable(context, refusal);

        // The ballot has one address, whether a voter came by it or by the front page.
        return answer.Value!.Where(poll => poll.IsOpen).ToArray() is [var only]
            ? TypedResults.LocalRedirect(AddressOf(only.Id))
            : Page.Show<PollList>(context, StatusCodes.Status200OK, (nameof(PollList.Polls), answer.Value));
    }

    private static RedirectHttpResult BackToPaper(string poll) => TypedResults.LocalRedirect(AddressOf(poll));
}
