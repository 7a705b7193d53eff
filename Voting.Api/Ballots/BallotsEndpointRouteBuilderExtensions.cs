using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Voting.Api.Codes;
using Voting.Api.Http;
using Voting.Api.Polls;
using Voting.Api.Stores;
using Voting.Api.Streams;
using Voting.Contracts.Ballots;
using Voting.Contracts.Errors;
using Voting.Contracts.Polls;

namespace Voting.Api.Ballots;

/// <summary>Cast a ballot; ask what became of it.</summary>
internal static class BallotsEndpointRouteBuilderExtensions
{
    private const int MaxBodyBytes = 16 * 1024;
    private const int RetryAfterSeconds = 5;

    public static void MapBallots(this IEndpointRouteBuilder routes)
    {
        var ballots = routes.MapGroup("/api/v1/polls/{poll}/ballots").WithTags("Ballots");
        ballots.MapPost("/", CastAsync).WithName("CastBallot").WithSummary("Cast or change a vote.")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes))
            .RequireRateLimiting(RateLimiting.Votes)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        ballots.MapGet("/{ballot:guid}", GetStatusAsync).WithName("GetBallot").WithSummary("What became of a ballot.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Accepted<Receipt>, ValidationProblem, ProblemHttpResult>> CastAsync(
        string poll, CastBallotRequest vote, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        BallotService ballots, WrongCodes wrongCodes, HttpContext http, CancellationToken ct)
    {
        if (vote.Voter is not null && (vote.Code is not null || !IsVoter(vote.Voter)))
        {
            return vote.Code is null ? InvalidVoter() : Invalid("voter", "A ballot has a voter or a code, not both.");
        }

        // Before any store is asked.
        if (vote.Code is not null && VotingCode.Parse(vote.Code) is null)
        {
            return CodeErrors.Mistyped();
        }

        if (vote.Code is not null && wrongCodes.MustWait(http))
        {
            return ApiErrors.TooManyRequests(http, ErrorCode.TooManyWrongCodes, "Too many wrong voting codes came from this address. Try again soon.", wrongCodes.RetryAfterSeconds);
        }

        if (idempotencyKey is not null && !IsIdempotencyKey(idempotencyKey))
        {
            return Invalid("Idempotency-Key", "Idempotency-Key has 1 to 64 printable ASCII characters.");
        }

        var cast = await ballots.CastAsync(poll, vote, idempotencyKey, ct);
        if (cast.Problem is { } problem)
        {
            return Invalid(Member(vote), problem);
        }

        switch (cast.Outcome)
        {
            case AppendOutcome.Accepted or AppendOutcome.Replayed:
                return TypedResults.Accepted(
                    $"/api/v1/polls/{poll}/ballots/{cast.Ballot:D}", new Receipt(cast.Ballot, poll, cast.Position!, "accepted"));
            case AppendOutcome.UnknownPoll:
                return ApiErrors.NotFound(ErrorCode.UnknownPoll, "There is no such poll.");
            case AppendOutcome.Closed:
                return ApiErrors.Conflict(ErrorCode.PollClosed, "The poll is closed; this vote was not accepted.");
            case AppendOutcome.Scheduled:
                return ApiErrors.Conflict(ErrorCode.PollNotOpen, "The poll is not open yet; this vote was not accepted.");
            case AppendOutcome.Conflict:
                return ApiErrors.Unprocessable(ErrorCode.IdempotencyKeyReused, "This idempotency key was used for another ballot.");
            case AppendOutcome.VoterRequired:
                return InvalidVoter();
            case AppendOutcome.CodeRequired:
                return CodeErrors.Required();
            case AppendOutcome.CodeMistyped:
                return CodeErrors.Mistyped();
            case AppendOutcome.CodeNotTaken:
                return CodeErrors.NotTaken();
            case AppendOutcome.CodeUnknown:
                wrongCodes.Add(http);
                return CodeErrors.Unknown();
            case AppendOutcome.CodeRevoked:
                wrongCodes.Add(http);
                return CodeErrors.Revoked();
            case AppendOutcome.AlreadyVoted:
                return CodeErrors.AlreadyVoted();
            case AppendOutcome.KeyMissing:
                return ApiErrors.Unavailable(http, ErrorCode.VoterKeyMissing, "The key by which this poll tells its voters apart is not configured here, so this vote was not accepted. Whoever runs this service finds the reason in its log.");
            case AppendOutcome.StoresDiffer:
                return StoreGate.Refuse(http);
            case AppendOutcome.Stale:
                return ApiErrors.Unavailable(http, ErrorCode.PollChanging, "The poll is being changed; this vote was not accepted. Try again soon.");
            default:
                return ApiErrors.TooManyRequests(http, ErrorCode.BacklogFull, "More votes are waiting to be stored than we promise to keep; this vote was not accepted. Try again soon.", RetryAfterSeconds);
        }
    }

    private static ValidationProblem InvalidVoter() => Invalid("voter", "voter has 16 to 64 characters of A-Z, a-z, 0-9, '_' and '-'.");

    private static ValidationProblem Invalid(string member, string problem)
        => ApiErrors.Invalid(ErrorCode.InvalidBallot, new Dictionary<string, string[]>(StringComparer.Ordinal) { [member] = [problem] });

    // What the voter filled in; where it is not exactly one, the ballot as a whole is at fault.
    private static string Member(CastBallotRequest vote) => (vote.Choices, vote.Ranking, vote.Scores) switch
    {
        (not null, null, null) => "choices",
        (null, not null, null) => "ranking",
        (null, null, not null) => "scores",
        _ => "ballot",
    };

    private static async Task<Results<Ok<BallotStatus>, ProblemHttpResult>> GetStatusAsync(
        string poll, Guid ballot, PollsDbContext ledger, VoteStream stream, CancellationToken ct)
    {
        // A ballot that was rejected at two places has two receipts, of which the first says why.
        var receipt = await ledger.Receipts.AsNoTracking().Where(r => r.Ballot == ballot && r.Poll == poll).OrderBy(r => r.Position).FirstOrDefaultAsync(ct);
        if (receipt is not null)
        {
            return TypedResults.Ok(new BallotStatus(ballot, poll, receipt.Status, Reason(receipt.Reason)));
        }

        return await stream.HasAcceptedAsync(poll, ballot)
            ? TypedResults.Ok(new BallotStatus(ballot, poll, "accepted", null))
            : ApiErrors.NotFound(ErrorCode.UnknownBallot, "No such ballot is known here. One that was sent without an Idempotency-Key is known once it is stored.");
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
