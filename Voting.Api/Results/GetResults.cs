using System.ComponentModel;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Voting.Api.Hosts;
using Voting.Api.Http;
using Voting.Api.Polls;
using Voting.Contracts.Errors;
using Voting.Contracts.Polls;
using Voting.Contracts.Results;

namespace Voting.Api.Results;

/// <summary>The results of one poll, for who may see them.</summary>
internal static class GetResults
{
    public static async Task<Results<Ok<PollResults>, StatusCodeHttpResult, ProblemHttpResult>> GetAsync(
        string poll, [FromQuery, Description("The id of an accepted ballot: shows the results of an after-vote poll to who cast it.")] Guid? receipt, ClaimsPrincipal user, PollsDbContext ledger, ResultAccess access, HttpContext http, CancellationToken ct)
    {
        if (await FindAsync(poll, ledger, ct) is not { } results)
        {
            return ApiErrors.NotFound(ErrorCode.UnknownPoll, "The ledger knows no such poll.");
        }

        var visibility = await access.OfAsync(poll, ct);
        if (!visibility.Shows(results.State, hasVoted: false, isHost: false))
        {
            // What this reader sees is nobody else's.
            http.Response.Headers.CacheControl = "no-store";
            var personal = visibility.Shows(results.State, hasVoted: false, user.IsHost())
                || (visibility == ResultVisibility.AfterVote && receipt is { } ballot && await access.HasVotedAsync(poll, ballot, ct));
            return personal ? TypedResults.Ok(results) : ApiErrors.Problem(StatusCodes.Status403Forbidden, ErrorCode.ResultsHidden, ResultAccess.Reason(visibility));
        }

        // May be kept, and is asked for again each time: then an answer without a body is enough.
        http.Response.Headers.CacheControl = "no-cache";
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(results, HttpJson.Default.PollResults)).AsSpan(0, 16))}\"";
        http.Response.Headers.ETag = tag;
        return http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(new EntityTagHeaderValue(tag), useStrongComparison: false))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(results);
    }

    private static async Task<PollResults?> FindAsync(string poll, PollsDbContext ledger, CancellationToken ct)
    {
        // One statement, so that the counts belong together; as many rows as the poll has options.
        var rows = await (
            from result in ledger.Results.Where(row => row.Poll == poll)
            join tally in ledger.OptionTallies on result.Poll equals tally.Poll into tallies
            from tally in tallies.DefaultIfEmpty()
            // On one of the rows is enough: a count may be some ten kilobytes.
            join count in ledger.Set<CountRow>() on new { result.Poll, tally.Ordinal } equals new { count.Poll, Ordinal = 1 } into counts
            from count in counts.DefaultIfEmpty()
            orderby tally.Ordinal
            select new { result, tally, Count = (string?)count.Result, IsCurrent = (bool?)count.IsCurrent }).AsNoTracking().ToListAsync(ct);
        return rows is [{ result: var found } first, ..]
            ? new(
                found.Poll, found.Question, found.Kind, found.State, found.State == PollState.Final,
                found.Counted, found.Superseded, found.Rejected, found.Abstained,
                [.. rows.Select(row => row.tally).Where(tally => tally is not null).Select(row => new OptionResult(row.Option, row.Label, row.Ballots, row.Score))],
                first.Count is { } json ? PollCountJson.Read(json) with { IsCurrent = first.IsCurrent == true } : null)
            : null;
    }
}
