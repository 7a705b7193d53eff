using Microsoft.AspNetCore.Antiforgery;
using Voting.Frontend.Api;
using Voting.Frontend.Components.Pages;
using Voting.Frontend.Voters;

namespace Voting.Frontend.Ballots;

/// <summary>The posted form: refused at the door, sent on, and answered by a redirect only when Api said 202.</summary>
internal static class BallotCast
{
    public static async Task<IResult> CastAsync(
        string poll, HttpContext context, VotingApiClient api, VoterCookie voters, BallotCookie ballots,
        IAntiforgery antiforgery, TimeProvider time, ILoggerFactory loggers, CancellationToken ct)
    {
        var logger = loggers.CreateLogger(nameof(BallotCast));
        if (!context.Request.HasFormContentType)
            return TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType);

        var form = await context.Request.ReadFormAsync(ct);
        var genuine = await antiforgery.IsRequestValidAsync(context);
        if (!genuine && voters.Find(context) is null)
        {
            Log.FormRefused(logger, poll, "no cookies");
            return Page.Show<CookiesNeeded>(context, StatusCodes.Status400BadRequest, (nameof(CookiesNeeded.Poll), poll));
        }

        var answer = await api.GetPollAsync(poll, ct);
        if (answer.Refusal is { Status: StatusCodes.Status404NotFound })
            return TypedResults.NotFound();
        if (answer.Value is not { } open)
        {
            Page.RetryAfter(context, answer.Refusal!);
            return Page.Show<Unavailable>(context, answer.Refusal!.Status, (nameof(Unavailable.Form), form), (nameof(Unavailable.Poll), poll));
        }

        var voter = voters.FindOrIssue(context);
        var cast = ballots.Find(context, poll, voter);
        if (!genuine)
        {
            Log.FormRefused(logger, poll, "antiforgery");
            return BallotPages.Show(context, antiforgery, StatusCodes.Status400BadRequest,
                new(open, cast?.Filled ?? FilledBallot.Blank, BallotForm.NewIdempotencyKey()) { Cast = cast, Expired = true });
        }

        var view = new BallotView(open, BallotForm.Read(open, form), BallotForm.IdempotencyKeyOf(form)) { Cast = cast };
        if (BallotCheck.Complaint(open, view.Filled) is { } complaint)
            return BallotPages.Show(context, antiforgery, StatusCodes.Status400BadRequest, view with { Complaint = complaint });

        var receipt = await api.CastAsync(poll, BallotForm.ToBallot(open, view.Filled, voter), view.IdempotencyKey, ct);
        if (receipt.Refusal is { } refusal)
        {
            Log.VoteRefused(logger, poll, refusal.Status);
            return Refused(context, antiforgery, view, refusal);
        }

        ballots.Remember(context, poll, voter, new(receipt.Value!.Ballot, view.Filled, time.GetUtcNow()));
        return new SeeOther(BallotEndpoints.AddressOf(poll, receipt.Value.Ballot));
    }

    private static IResult Refused(HttpContext context, IAntiforgery antiforgery, BallotView view, Refusal refusal)
    {
        Page.RetryAfter(context, refusal);
        return BallotPages.Show(context, antiforgery, refusal.Status, view with
        {
            Refusal = refusal,
            // The poll was read a moment ago as open; the door has closed since.
            Poll = refusal.Status == StatusCodes.Status409Conflict && view.Poll.IsOpen ? view.Poll with { State = "closed" } : view.Poll,
            // The old key belongs to another ballot; after any other answer the same key makes a second attempt safe.
            IdempotencyKey = refusal.Status == StatusCodes.Status422UnprocessableEntity ? BallotForm.NewIdempotencyKey() : view.IdempotencyKey,
        });
    }
}
