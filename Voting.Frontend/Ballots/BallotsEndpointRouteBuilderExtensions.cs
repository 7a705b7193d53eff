using Microsoft.AspNetCore.Http.HttpResults;
using Voting.Frontend.Api;
using Voting.Frontend.Components.Pages;
using Voting.Web;

namespace Voting.Frontend.Ballots;

internal static class BallotsEndpointRouteBuilderExtensions
{
    private const string PollId = "{poll:regex(^[a-z0-9-]{{1,40}}$)}";

    // A full hall asks for the state of the same poll; the API is asked once in this time.
    private static readonly TimeSpan _stateLife = TimeSpan.FromSeconds(1);

    public static void MapBallots(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", ShowPollsAsync);
        var poll = routes.MapGroup($"/polls/{PollId}");
        poll.MapGet("/", BallotPages.ShowAsync);
        poll.MapGet("/state", BallotPages.ShowStateAsync).CacheOutput(cache => cache.Expire(_stateLife).SetVaryByQuery([]));
        poll.MapPost("/ballots", CastEndpoint.CastAsync).DisableAntiforgery(); // FormOrigin checks, so that a refusal keeps what was typed
        poll.MapGet("/ballots", BackToBallot); // a reload of an answer to the form
        poll.MapGet("/ballots/{ballot:guid}", ReceiptPages.ShowAsync);
    }

    public static string AddressOf(string poll) => $"/polls/{poll}";

    public static string AddressOf(string poll, Guid ballot) => $"/polls/{poll}/ballots/{ballot}";

    private static async Task<IResult> ShowPollsAsync(HttpContext context, VotingApiClient api, CancellationToken ct)
    {
        var answer = await api.GetPollsAsync(ct);
        if (answer.Error is { } error)
        {
            return BallotPages.Unavailable(context, error);
        }
        // The ballot has one address, whether a voter came by it or by the front page.
        return answer.Value!.Where(poll => poll.IsOpen).ToArray() is [var only]
            ? TypedResults.LocalRedirect(AddressOf(only.Id))
            : Page.Show<PollsPage>(context, StatusCodes.Status200OK, (nameof(PollsPage.Polls), answer.Value));
    }

    private static RedirectHttpResult BackToBallot(string poll) => TypedResults.LocalRedirect(AddressOf(poll));
}
