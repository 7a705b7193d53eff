using Voting.Frontend.Api;
using Voting.Frontend.Components.Pages;
using Voting.Frontend.Voters;
using Voting.Web;

namespace Voting.Frontend.Ballots;

/// <summary>The pages of one poll: its ballot, and what to say where it cannot be shown.</summary>
internal static class BallotPages
{
    public static async Task<IResult> ShowAsync(
        string poll, HttpContext context, VotingApiClient api, VoterCookies voters, BallotCookies ballots, FormOrigin origin, CancellationToken ct)
    {
        var answer = await api.GetPollAsync(poll, ct);
        if (answer.Value is not { } found)
        {
            return Unavailable(context, answer.Error!);
        }

        var voter = voters.FindOrIssue(context);
        // The voter of a poll with codes is the code, which nobody has said yet: what this browser sent before is no business of who uses it now.
        var current = found.NeedsCode ? null : ballots.Find(context, poll, voter);
        return Show(context, StatusCodes.Status200OK, new(found, current?.Filled ?? FilledBallot.Blank, BallotForm.NewIdempotencyKey(), origin.TokenFor(voter)) { Current = current });
    }

    public static IResult Show(HttpContext context, int status, BallotView view) =>
        Page.Show<BallotPage>(context, status, (nameof(BallotPage.View), view));

    /// <summary>Where a poll stands, for pages that change by themselves.</summary>
    public static async Task<IResult> ShowStateAsync(string poll, HttpContext context, VotingApiClient api, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = "no-store";
        var answer = await api.GetPollAsync(poll, ct);
        return answer.Value is { } found ? TypedResults.Text(found.State)
            : answer.Error!.Status == StatusCodes.Status404NotFound ? TypedResults.NotFound()
            : TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    public static IResult Unavailable(HttpContext context, ApiError error)
    {
        if (error.Status == StatusCodes.Status404NotFound)
        {
            return TypedResults.NotFound();
        }

        Page.RetryAfter(context, error.RetryAfter ?? ApiError.DefaultRetryAfter);
        return Page.Show<UnavailablePage>(context, StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary>Everything that a ballot page shows.</summary>
/// <param name="Filled">What the fields say.</param>
/// <param name="IdempotencyKey">The key of this rendered form.</param>
/// <param name="FormToken">The proof that this form is of this site.</param>
public sealed record BallotView(Poll Poll, FilledBallot Filled, string IdempotencyKey, string FormToken)
{
    /// <summary>This voter's current ballot, if any.</summary>
    public CurrentBallot? Current { get; init; }

    /// <summary>What stands in the field of the voting code.</summary>
    public string Code { get; init; } = "";

    /// <summary>What the voter has to correct.</summary>
    public BallotErrors Errors { get; init; } = new();

    /// <summary>Why the API did not accept the ballot.</summary>
    public ApiError? ApiError { get; init; }

    /// <summary>Why the form was not taken, whatever it says.</summary>
    public FormProblem? FormProblem { get; init; }
}
