using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Voting.Api.Door;
using Voting.Api.Polls;

namespace Voting.Api.Results;

/// <summary>What the ledger says: results and its balance.</summary>
internal static class ResultsApi
{
    public static void MapResults(this IEndpointRouteBuilder routes)
    {
        var results = routes.MapGroup("/api/v1").WithTags("Results")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        results.MapGet("/polls/{poll}/results", GetResultsAsync).WithName("GetResults").WithSummary("The results, live or final.");
        results.MapGet("/ledger", GetBalanceAsync).WithName("GetLedgerBalance").WithSummary("Whether every accepted vote is accounted for.");
    }

    private static async Task<Results<Ok<PollResults>, ProblemHttpResult>> GetResultsAsync(string poll, PollsDbContext ledger, CancellationToken ct)
    {
        var result = await ledger.Results.AsNoTracking().SingleOrDefaultAsync(row => row.Poll == poll, ct);
        if (result is null)
        {
            return Problems.NotFound("The ledger knows no such poll.");
        }

        var options = await ledger.OptionTallies.AsNoTracking().Where(row => row.Poll == poll).OrderBy(row => row.Ordinal).ToListAsync(ct);
        return TypedResults.Ok(new PollResults(
            result.Poll, result.Question, result.Kind, result.State, result.State == "final",
            result.Counted, result.Superseded, result.Rejected, result.Abstained,
            [.. options.Select(row => new OptionResult(row.Option, row.Label, row.Ballots, row.Score))]));
    }

    private static async Task<Results<Ok<Balance>, ProblemHttpResult>> GetBalanceAsync(PollsDbContext ledger, CancellationToken ct)
        => await ledger.Balance.AsNoTracking().SingleOrDefaultAsync(ct) is { } row
            ? TypedResults.Ok(new Balance(row.Accepted, row.Stored, row.InFlight, row.DeadLettered, row.Balance, row.MeasuredAt))
            : Problems.NotFound("The balance has not been taken yet.");
}

/// <summary>The tally of one poll.</summary>
/// <param name="Final">True once the poll is closed and everything accepted before is counted: it will not change.</param>
/// <param name="Counted">Standing ballots, one per voter.</param>
/// <param name="Superseded">Ballots replaced by a later one of the same voter.</param>
public sealed record PollResults(
    string Poll, string Question, string Kind, string State, bool Final,
    long Counted, long Superseded, long Rejected, long Abstained, IReadOnlyList<OptionResult> Options);

/// <param name="Ballots">Standing ballots that name the option; in a ranking, that put it first.</param>
/// <param name="Score">Sum of scores, only in score polls.</param>
public sealed record OptionResult(string Id, string Label, long Ballots, long? Score);

/// <summary>Entries accepted, stored, in flight and set aside; the balance is 0 or something is wrong.</summary>
public sealed record Balance(long Accepted, long Stored, long InFlight, long DeadLettered, [property: System.Text.Json.Serialization.JsonPropertyName("balance")] long Difference, DateTimeOffset MeasuredAt);
