using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
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
        [FromQuery(Name = "state"), Description("Only polls in this state: draft, scheduled, open or closed.")] string? state,
        [FromQuery(Name = "q"), Description("Only polls whose question has this text."), MaxLength(PollText.MaxQuestion)] string? text,
        [FromQuery(Name = "limit"), Description("Most polls of a page; 50 where absent."), Range(1, PollQuery.MaxLimit)] int? limit,
        [FromQuery(Name = "after"), Description("Where the page before ended; the Link of that page has it.")] string? after,
        [FromQuery(Name = "archived"), Description("True: the archived polls instead of the others.")] bool? archived,
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
