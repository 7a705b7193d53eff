using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Voting.Api.Door;
using Voting.Api.Polls;
using Voting.Api.Streams;

namespace Voting.Api.Ballots;

/// <summary>Cast a ballot; ask what became of it.</summary>
internal static class BallotsApi
{
    private const int MaxBodyBytes = 16 * 1024;
    private const int RetryAfterSeconds = 5;

    public static void MapBallots(this IEndpointRouteBuilder routes)
    {
        var ballots = routes.MapGroup("/api/v1/polls/{poll}/ballots").WithTags("Ballots");
        ballots.MapPost("/", CastAsync).WithName("CastBallot").WithSummary("Cast or change a vote.")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes))
            .AddEndpointFilter<RoomAtTheDoor>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        ballots.MapGet("/{ballot:guid}", GetStatusAsync).WithName("GetBallot").WithSummary("What became of a ballot.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Accepted<Receipt>, ProblemHttpResult>> CastAsync(
        string poll, CastBallot vote, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        BallotBox box, HttpContext http, CancellationToken ct)
    {
        if (!IsVoter(vote.Voter))
        {
            return Problems.BadRequest("voter has 16 to 64 characters of A-Z, a-z, 0-9, '_' and '-'.");
        }

        if (idempotencyKey is not null && !IsIdempotencyKey(idempotencyKey))
        {
            return Problems.BadRequest("Idempotency-Key has 1 to 64 printable ASCII characters.");
        }

        var cast = await box.CastAsync(poll, vote, idempotencyKey, ct);
        if (cast.Problem is { } problem)
        {
            return Problems.BadRequest(problem);
        }

        switch (cast.Outcome)
        {
            case AppendOutcome.Accepted or AppendOutcome.Replayed:
                return TypedResults.Accepted(
                    $"/api/v1/polls/{poll}/ballots/{cast.Ballot:D}", new Receipt(cast.Ballot, poll, cast.Position!, "accepted"));
            case AppendOutcome.UnknownPoll:
                return Problems.NotFound("There is no such poll.");
            case AppendOutcome.Closed:
                return Problems.Conflict("The poll is closed; this vote was not accepted.");
            case AppendOutcome.Scheduled:
                return Problems.Conflict("The poll is not open yet; this vote was not accepted.");
            case AppendOutcome.Conflict:
                return Problems.Unprocessable("This idempotency key was used for another ballot.");
            case AppendOutcome.KeyMissing:
                return Problems.Unavailable(http, "The key by which this poll tells its voters apart is not configured here, so this vote was not accepted. Whoever runs this service finds the reason in its log.");
            default:
                http.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
                return Problems.TooManyRequests("More votes are waiting to be stored than we promise to keep; this vote was not accepted. Try again soon.");
        }
    }

    private static async Task<Results<Ok<BallotStatus>, ProblemHttpResult>> GetStatusAsync(
        string poll, Guid ballot, PollsDbContext ledger, VoteStream stream, CancellationToken ct)
    {
        // A ballot that was rejected at two places has two receipts, of which the first says why.
        var receipt = await ledger.Receipts.AsNoTracking().Where(r => r.Ballot == ballot && r.Poll == poll).OrderBy(r => r.Position).FirstOrDefaultAsync(ct);
        if (receipt is not null)
        {
            return TypedResults.Ok(new BallotStatus(ballot, poll, receipt.Status, Reason(receipt.Reason)));
        }

        return await stream.HasAcceptedAsync(poll, ballot, ct)
            ? TypedResults.Ok(new BallotStatus(ballot, poll, "accepted", null))
            : Problems.NotFound("No such ballot is known here. One that was sent without an Idempotency-Key is known once it is stored.");
    }

    private static string? Reason(string? code) => code switch
    {
        "closed" => "The poll was closed before this ballot.",
        "duplicate" => "The same ballot was already there.",
        _ => code,
    };

    private static bool IsVoter(string? voter)
    {
        if (voter is not { Length: >= 16 and <= 64 })
        {
            return false;
        }

        foreach (var character in voter)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('_' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsIdempotencyKey(string key) => key.Length is >= 1 and <= 64 && key.All(c => c is > ' ' and <= '~');
}
