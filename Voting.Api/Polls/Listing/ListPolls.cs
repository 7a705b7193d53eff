using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Voting.Api.Hosts;
using Voting.Api.Http;
using Voting.Contracts.Errors;
using Voting.Contracts.Polls;

namespace Voting.Api.Polls.Listing;

/// <summary>Pages of polls: everyone sees those that are listed, the administrator all.</summary>
internal static class ListPolls
{
    public static async Task<Results<Ok<IReadOnlyList<Poll>>, ValidationProblem>> ListAsync(
        [FromQuery(Name = "state")] string? state, [FromQuery(Name = "q")] string? text, [FromQuery(Name = "limit")] int? limit,
        [FromQuery(Name = "after")] string? after, [FromQuery(Name = "archived")] bool? archived,
        ClaimsPrincipal user, PollList list, HttpContext http, CancellationToken ct)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (PollQuery.Parse(state, text, limit, after, archived ?? false, user.IsAdministrator(), problems) is not { } query)
        {
            return ApiErrors.Invalid(ErrorCode.InvalidQuery, problems);
        }

        var (polls, end) = await list.ReadAsync(query, ct);
        if (end is not null)
        {
            http.Response.Headers.Link = $"</api/v1/polls{Next(query, end)}>; rel=\"next\"";
        }

        return TypedResults.Ok(polls);
    }

    private static QueryString Next(PollQuery query, PollPlace end)
    {
        List<KeyValuePair<string, string?>> members = [new("limit", query.Limit.ToString(CultureInfo.InvariantCulture)), new("after", end.ToString())];
        if (query.State is not null)
        {
            members.Add(new("state", query.State));
        }

        if (query.Text is not null)
        {
            members.Add(new("q", query.Text));
        }

        if (query.Archived)
        {
            members.Add(new("archived", "true"));
        }

        return QueryString.Create(members);
    }
}
