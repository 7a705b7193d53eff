using Microsoft.AspNetCore.Http.HttpResults;
using Voting.Contracts.Errors;
using Voting.Frontend.Api;
using Voting.Frontend.Components.Pages;
using Voting.Frontend.Links;
using Voting.Frontend.Voters;
using Voting.Web;

namespace Voting.Frontend.Ballots;

/// <summary>The posted form: checked, sent on, and answered by a redirect only when the API said 202.</summary>
internal static class CastEndpoint
{
    public static async Task<IResult> CastAsync(
        string poll, HttpContext context, VotingApiClient api, VoterCookies voters, BallotCookies ballots,
        FormOrigin origin, TimeProvider time, ILoggerFactory loggers, CancellationToken ct)
    {
        var logger = loggers.CreateLogger(nameof(CastEndpoint));
        if (!context.Request.HasFormContentType)
        {
            return TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        var form = await context.Request.ReadFormAsync(ct);
        var problem = origin.ProblemOf(context, form);

        var answer = await api.GetPollAsync(poll, ct);
        if (answer.Error is { Status: StatusCodes.Status404NotFound })
        {
            return TypedResults.NotFound();
        }

        if (answer.Value is not { } definition)
        {
            return Unavailable(context, answer.Error!, poll, problem is FormProblem.OtherSite ? null : form);
        }

        var voter = voters.FindOrIssue(context);
        var current = definition.NeedsCode ? null : ballots.Find(context, poll, voter);
        var (filled, hasForeignParts) = BallotForm.Read(definition, form);
        var view = new BallotView(definition, filled, BallotForm.IdempotencyKeyOf(form), origin.TokenFor(voter)) { Current = current, Code = BallotForm.CodeOf(form) };
        if (problem is { } formProblem)
        {
            Log.FormRefused(logger, poll, formProblem.ToString());
            return formProblem is FormProblem.OtherSite
                // What another site filled in is not offered to the voter.
                ? BallotPages.Show(context, StatusCodes.Status403Forbidden, view with { Filled = current?.Filled ?? FilledBallot.Blank, Code = "", IdempotencyKey = BallotForm.NewIdempotencyKey(), FormProblem = problem })
                : BallotPages.Show(context, StatusCodes.Status400BadRequest, view with { FormProblem = problem });
        }

        if (BallotValidation.Check(definition, filled, hasForeignParts, view.Code) is { Any: true } errors)
        {
            return BallotPages.Show(context, StatusCodes.Status400BadRequest, view with { Errors = errors });
        }

        var receipt = await api.CastAsync(poll, filled.ToRequest(definition, voter, view.Code), view.IdempotencyKey, ct);
        if (receipt.Error is { } error)
        {
            Log.VoteRefused(logger, poll, error.Status);
            return Refused(context, view, error);
        }

        ballots.Remember(context, poll, voter, new(receipt.Value!.Ballot, definition.NeedsCode ? null : filled.AsSent(), time.GetUtcNow()));
        return new SeeOther(BallotsEndpointRouteBuilderExtensions.AddressOf(poll, receipt.Value.Ballot));
    }

    private static IResult Refused(HttpContext context, BallotView view, ApiError error)
    {
        if (error.RetryAfter is { } delay)
        {
            Page.RetryAfter(context, delay);
        }

        if (IsOfTheCode(error))
        {
            return BallotPages.Show(context, error.Status, view with { Errors = new() { Code = error.Detail } });
        }

        return BallotPages.Show(context, error.Status, view with
        {
            ApiError = error,
            // The poll was read a moment ago as open; it has closed since.
            Poll = error.Status == StatusCodes.Status409Conflict && view.Poll.IsOpen ? view.Poll with { State = "closed" } : view.Poll,
            // The old key belongs to another ballot; after any other answer the same key makes a second attempt safe.
            IdempotencyKey = error.Status == StatusCodes.Status422UnprocessableEntity ? BallotForm.NewIdempotencyKey() : view.IdempotencyKey,
        });
    }

    private static bool IsOfTheCode(ApiError error) =>
        error is { Code: ErrorCode.CodeUnknown or ErrorCode.CodeRevoked or ErrorCode.CodeMistyped or ErrorCode.CodeRequired or ErrorCode.AlreadyVoted or ErrorCode.TooManyWrongCodes, Detail: not null };

    private static RazorComponentResult<UnavailablePage> Unavailable(HttpContext context, ApiError error, string poll, IFormCollection? form)
    {
        if (error.RetryAfter is { } delay)
        {
            Page.RetryAfter(context, delay);
        }

        return Page.Show<UnavailablePage>(context, error.Status, (nameof(UnavailablePage.Form), form), (nameof(UnavailablePage.Poll), poll));
    }
}
