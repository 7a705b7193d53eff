using Microsoft.AspNetCore.Http.HttpResults;
using Voting.Frontend.Api;
using Voting.Frontend.Ballots;
using Voting.Frontend.Components.Hosts;
using Voting.Web;

namespace Voting.Frontend.Hosts.Pages;

/// <summary>The front page of the console: the polls of who asks, or the way in.</summary>
internal static class ListPages
{
    public static async Task<IResult> ShowAsync(HostRequest host, bool? archived, CancellationToken ct)
    {
        var own = host.Cookies.Polls(host.Context);
        if (!host.MayCreate && own.Count == 0)
        {
            return SessionPages.AskToSignIn(host, StatusCodes.Status200OK, null);
        }

        return host.AdministratorKey is { } key ? await ShowAllAsync(host, key, archived == true, ct) : await ShowOwnAsync(host, own, ct);
    }

    private static async Task<IResult> ShowAllAsync(HostRequest host, string key, bool archived, CancellationToken ct)
    {
        var check = host.Api.CheckAdministratorAsync(key, ct);
        var answer = await host.Api.ListAsync(archived, key, ct);
        if (await check is { Status: StatusCodes.Status401Unauthorized })
        {
            // The key was replaced since.
            host.Cookies.SignOut(host.Context);
            return SessionPages.AskToSignIn(host, StatusCodes.Status200OK, "The administrator key has changed. Enter the new one.");
        }

        return answer.Error is { } error ? BallotPages.Unavailable(host.Context, error) : Show(host, answer.Value!, archived);
    }

    private static async Task<IResult> ShowOwnAsync(HostRequest host, IReadOnlyList<string> own, CancellationToken ct)
    {
        var answers = await Task.WhenAll(own.Select(poll => host.Api.GetAsync(poll, host.KeyOf(poll), ct)));
        foreach (var (poll, answer) in own.Zip(answers))
        {
            // A draft that was deleted elsewhere, or whose key was replaced.
            if (answer.Error is { Status: StatusCodes.Status404NotFound })
            {
                HostCookies.Forget(host.Context, poll);
            }
        }

        return answers.Length > 0 && answers.Select(answer => answer.Error).FirstOrDefault(error => error is { Status: StatusCodes.Status503ServiceUnavailable }) is { } away
            ? BallotPages.Unavailable(host.Context, away)
            : Show(host, [.. answers.Select(answer => answer.Value).OfType<Poll>().Reverse()], archived: false);
    }

    private static RazorComponentResult<HostsPage> Show(HostRequest host, IReadOnlyList<Poll> polls, bool archived) =>
        Page.Show<HostsPage>(host.Context, StatusCodes.Status200OK, (nameof(HostsPage.View), new HostsView(polls, host.IsAdministrator, host.MayCreate, archived, host.Token)));
}

/// <summary>What the front page of the console shows.</summary>
/// <param name="Polls">Newest first.</param>
/// <param name="MayCreate">Whether who asks may make a poll.</param>
/// <param name="Archived">These are the archived ones.</param>
public sealed record HostsView(IReadOnlyList<Poll> Polls, bool IsAdministrator, bool MayCreate, bool Archived, string FormToken);
