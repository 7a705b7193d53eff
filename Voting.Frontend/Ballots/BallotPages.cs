using Microsoft.AspNetCore.Antiforgery;
using Voting.Frontend.Api;
using Voting.Frontend.Components.Pages;
using Voting.Frontend.Voters;

namespace Voting.Frontend.Ballots;

internal static class BallotPages
{
    public static async Task<IResult> ShowAsync(
        string poll, HttpContext context, VotingApiClient api, VoterCookie voters, BallotCookie ballots, IAntiforgery antiforgery, CancellationToken ct)
    {
        var answer = await api.GetPollAsync(poll, ct);
        if (answer.Value is not { } open)
            return Page.Unavailable(context, answer.Refusal!);

        var cast = ballots.Find(context, poll, voters.FindOrIssue(context));
        return Show(context, antiforgery, StatusCodes.Status200OK, new(open, cast?.Filled ?? FilledBallot.Blank, BallotForm.NewIdempotencyKey()) { Cast = cast });
    }

    public static IResult Show(HttpContext context, IAntiforgery antiforgery, int status, BallotView view) =>
        Page.Show<BallotPaper>(
            context,
            status,
            (nameof(BallotPaper.View), view),
            (nameof(BallotPaper.Antiforgery), antiforgery.GetAndStoreTokens(context)));
}

/// <summary>Everything that a ballot paper shows.</summary>
/// <param name="Filled">What the fields say.</param>
/// <param name="IdempotencyKey">The key of this rendered form.</param>
public sealed record BallotView(Poll Poll, FilledBallot Filled, string IdempotencyKey)
{
    /// <summary>The ballot of this voter that stands, if any.</summary>
    public CastBallot? Cast { get; init; }

    /// <summary>What the voter has to correct.</summary>
    public string? Complaint { get; init; }

    /// <summary>Why Api did not accept the ballot.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The form itself was too old to be sent.</summary>
    public bool Expired { get; init; }
}
