using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Voting.Contracts.Polls;
using Voting.Frontend.Api;
using Voting.Frontend.Ballots;
using Voting.Frontend.Components.Pages;
using Voting.Frontend.Links;
using Voting.Web;

namespace Voting.Frontend.Join;

/// <summary>From the code that is read aloud or stands on a screen to the ballot.</summary>
internal static class JoinEndpointRouteBuilderExtensions
{
    public const string Address = PublicAddresses.JoinPath;
    public const string Code = "code";

    private const int LongestCode = 40;

    public static void MapJoin(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Address, AskAsync);
        routes.MapGet($"{Address}/{{code}}", GoAsync);
        routes.MapGet("/join/{code}", ShowScreenAsync);
    }

    public static string AddressOf(string code) => $"{Address}/{code}";

    /// <summary>The page that shows a hall how to come to the ballot.</summary>
    public static string ScreenOf(string code) => $"/join/{code}";

    private static async Task<IResult> AskAsync(string? code, HttpContext context, VotingApiClient api, CancellationToken ct) =>
        code is null ? Show(context, StatusCodes.Status200OK, "", null)
        : string.IsNullOrWhiteSpace(code) ? Show(context, StatusCodes.Status400BadRequest, "", "Enter the code.")
        : await GoAsync(code, context, api, ct);

    private static Task<IResult> GoAsync(string code, HttpContext context, VotingApiClient api, CancellationToken ct)
        => FindAsync(code, context, api, (poll, _) => new SeeOther(BallotsEndpointRouteBuilderExtensions.AddressOf(poll.Id)), ct);

    private static Task<IResult> ShowScreenAsync(string code, HttpContext context, VotingApiClient api, IOptions<PublicAddresses> addresses, CancellationToken ct)
        => FindAsync(code, context, api, (poll, written) => Page.Show<JoinScreenPage>(
            context, StatusCodes.Status200OK,
            (nameof(JoinScreenPage.Poll), poll), (nameof(JoinScreenPage.Code), written), (nameof(JoinScreenPage.Site), addresses.Value.SiteFor(context))), ct);

    private static async Task<IResult> FindAsync(string code, HttpContext context, VotingApiClient api, Func<Api.Poll, string, IResult> found, CancellationToken ct)
    {
        if (JoinCode.Parse(code) is not { } written)
        {
            return Show(context, StatusCodes.Status404NotFound, code, $"A code has {JoinCode.Length} letters and digits. The letters I, L and O and the digits 0 and 1 are in none.");
        }

        var answer = await api.FindPollAsync(written, ct);
        return answer switch
        {
            { Value: { } poll } => found(poll, written),
            { Error.Status: StatusCodes.Status404NotFound } => Show(context, StatusCodes.Status404NotFound, written, "No poll has this code. Please compare it with the one that you were given."),
            { Error: { } error } => BallotPages.Unavailable(context, error),
            _ => TypedResults.NotFound(),
        };
    }

    private static RazorComponentResult<JoinPage> Show(HttpContext context, int status, string typed, string? error) => Page.Show<JoinPage>(
        context, status, (nameof(JoinPage.Typed), typed.Length > LongestCode ? typed[..LongestCode] : typed), (nameof(JoinPage.Error), error));
}
