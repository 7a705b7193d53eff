using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Voting.Api.Http;
using Voting.Api.Polls;
using Voting.Contracts.Errors;
using Voting.Contracts.Results;

namespace Voting.Api.Results;

/// <summary>What the ledger says: results and its balance.</summary>
internal static class ResultsEndpointRouteBuilderExtensions
{
    public static void MapResults(this IEndpointRouteBuilder routes)
    {
        var results = routes.MapGroup("/api/v1").WithTags("Results")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        results.MapGet("/polls/{poll}/results", GetResults.GetAsync).WithName("GetResults").WithSummary("The results, live or final, for who may see them now.")
            .Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status403Forbidden);
        results.MapGet("/ledger", GetBalanceAsync).WithName("GetLedgerBalance").WithSummary("Whether every accepted vote is accounted for.");
    }

    private static async Task<Results<Ok<Balance>, ProblemHttpResult>> GetBalanceAsync(PollsDbContext ledger, CancellationToken ct)
        => await ledger.Balance.AsNoTracking().SingleOrDefaultAsync(ct) is { } row
            ? TypedResults.Ok(new Balance(row.Accepted, row.Stored, row.InFlight, row.DeadLettered, row.Balance, row.MeasuredAt))
            : ApiErrors.NotFound(ErrorCode.NotMeasured, "The balance has not been taken yet.");
}

/// <summary>The tally of one poll.</summary>
/// <param name="Final">True once the poll is closed and everything accepted before is counted: it will not change.</param>
/// <param name="Counted">Current ballots, one per voter.</param>
/// <param name="Superseded">Ballots replaced by a later one of the same voter.</param>
/// <param name="Count">The count by the poll's method, where sums do not decide it: of rankings, STAR, medians and several seats. Absent until it is made; <c>count.counted</c> of <c>counted</c> ballots are in it.</param>
public sealed record PollResults(
    string Poll, string Question, string Kind, string State, bool Final,
    long Counted, long Superseded, long Rejected, long Abstained, IReadOnlyList<OptionResult> Options,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PollCount? Count = null);

/// <param name="Ballots">Current ballots that name the option; in a ranking, that put it first.</param>
/// <param name="Score">Sum of scores, only in score polls.</param>
public sealed record OptionResult(string Id, string Label, long Ballots, long? Score);

/// <summary>Entries accepted, stored, in flight and dead-lettered; the balance is 0 or something is wrong.</summary>
public sealed record Balance(long Accepted, long Stored, long InFlight, long DeadLettered, [property: JsonPropertyName("balance")] long Difference, DateTimeOffset MeasuredAt);
