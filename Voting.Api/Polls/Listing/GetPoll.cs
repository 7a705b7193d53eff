using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Voting.Api.Hosts;
using Voting.Api.Http;
using Voting.Contracts.Errors;
using Voting.Contracts.Polls;

namespace Voting.Api.Polls.Listing;

/// <summary>One poll: by its id, or by the join code that a voter typed.</summary>
internal static class GetPoll
{
    public static async Task<Results<Ok<Poll>, ProblemHttpResult>> GetAsync(
        string poll, ClaimsPrincipal user, PollCache polls, IServiceProvider services, HttpContext http, CancellationToken ct)
    {
        var found = await polls.GetAsync(poll);
        if (found is null && user.IsHost())
        {
            // A draft, which only its hosts see. The database is asked for nobody else: polls are shown without it.
            var row = await services.GetRequiredService<PollsDbContext>().Polls.AsNoTracking().FirstOrDefaultAsync(row => row.Id == poll, ct);
            found = row?.Show(services.GetRequiredService<TimeProvider>().GetUtcNow());
        }

        return Show(found, http) is { } shown ? shown : PollErrors.Unknown();
    }

    public static async Task<Results<Ok<Poll>, ProblemHttpResult>> FindAsync(string code, PollList list, PollCache polls, HttpContext http, CancellationToken ct)
        => JoinCode.Parse(code) is { } written && await list.FindAsync(written, ct) is { } poll && Show(await polls.GetAsync(poll), http) is { } shown
            ? shown
            : ApiErrors.NotFound(ErrorCode.UnknownCode, "No poll has this code.");

    private static Ok<Poll>? Show(Poll? poll, HttpContext http)
    {
        if (poll is null)
        {
            return null;
        }

        http.Response.Headers.ETag = PollErrors.ETag(poll.Version);
        return TypedResults.Ok(poll);
    }
}
