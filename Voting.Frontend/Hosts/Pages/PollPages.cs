using Voting.Contracts.Hosts;
using Voting.Contracts.Polls;
using Voting.Frontend.Api;
using Voting.Frontend.Ballots;
using Voting.Frontend.Components.Hosts;
using Voting.Frontend.Hosts.Api;
using Voting.Frontend.Join;
using Voting.Web;
using Poll = Voting.Frontend.Api.Poll;

namespace Voting.Frontend.Hosts.Pages;

/// <summary>One poll as its host sees it.</summary>
internal static class PollPages
{
    public static Task<IResult> ShowAsync(string poll, HostRequest host, CancellationToken ct) => RenderAsync(poll, host, StatusCodes.Status200OK, view => view, ct);

    /// <summary>The page of the poll after something that was not done.</summary>
    public static Task<IResult> ShowErrorAsync(string poll, HostRequest host, ApiError error, CancellationToken ct)
    {
        if (error.RetryAfter is { } delay)
        {
            Page.RetryAfter(host.Context, delay);
        }

        return RenderAsync(poll, host, error.Status, view => view with { Error = error }, ct);
    }

    public static async Task<IResult> RenderAsync(string poll, HostRequest host, int status, Func<HostPollView, HostPollView> change, CancellationToken ct)
    {
        if (host.KeyOf(poll) is not { } key)
        {
            return HostRequest.AskForKey(poll);
        }

        var (results, audit) = (host.Api.ResultsAsync(poll, key, ct), host.Api.AuditAsync(poll, key, ct));
        var answer = await host.Api.GetAsync(poll, key, ct);
        // Everyone may read a poll that is published; its log only who is a host of it.
        if ((await audit).Error is { Status: StatusCodes.Status401Unauthorized or StatusCodes.Status429TooManyRequests })
        {
            return HostRequest.AskForKey(poll);
        }

        if (answer.Value is not { } found)
        {
            return BallotPages.Unavailable(host.Context, answer.Error!);
        }

        var view = new HostPollView(found, (await results).Value, (await audit).Value ?? [], host.Cookies.HostKey(host.Context, poll), host.MayCreate, host.Site, host.Token)
        {
            Zone = DraftPages.ZoneOf(host),
            Codes = found.NeedsCode ? (await host.Api.CodesAsync(poll, key, ct)).Value : null,
        };
        return Page.Show<HostPollPage>(host.Context, status, (nameof(HostPollPage.View), change(view)));
    }

    public static async Task<IResult> PreviewAsync(string poll, HostRequest host, CancellationToken ct)
    {
        if (host.KeyOf(poll) is not { } key)
        {
            return HostRequest.AskForKey(poll);
        }

        var answer = await host.Api.GetAsync(poll, key, ct);
        return answer.Value is { } found
            ? Page.Show<PreviewPage>(host.Context, StatusCodes.Status200OK, (nameof(PreviewPage.Ballot), new BallotView(found with { State = "open" }, FilledBallot.Blank, "", "")))
            : BallotPages.Unavailable(host.Context, answer.Error!);
    }

    public static Task<IResult> ConfirmCloseAsync(string poll, HostRequest host, CancellationToken ct) => ConfirmAsync(poll, host, found => found.IsOpen, found => new(
        "Close this poll now?",
        found.Question,
        [
            "No vote is taken after that, also from who has the ballot open on the screen.",
            "Every vote that was accepted before is counted. Then the result is final.",
            "A closed poll cannot be opened again. You can make a new one from it with “Duplicate”.",
        ],
        "Close the poll now", $"{HostsEndpointRouteBuilderExtensions.AddressOf(poll)}/close", HostsEndpointRouteBuilderExtensions.AddressOf(poll), host.Token), ct);

    public static Task<IResult> ConfirmDeleteAsync(string poll, HostRequest host, CancellationToken ct) => ConfirmAsync(poll, host, found => found.IsDraft, found => new(
        "Delete this draft?",
        found.Question,
        ["The draft and its join code are deleted. This cannot be undone.", "Nobody has voted in it: it was never open."],
        "Delete the draft", $"{HostsEndpointRouteBuilderExtensions.AddressOf(poll)}/delete", HostsEndpointRouteBuilderExtensions.AddressOf(poll), host.Token), ct);

    public static async Task<IResult> ConfirmAsync(string poll, HostRequest host, Func<Poll, bool> applies, Func<Poll, ConfirmView> view, CancellationToken ct)
    {
        if (host.KeyOf(poll) is not { } key)
        {
            return HostRequest.AskForKey(poll);
        }

        var answer = await host.Api.GetAsync(poll, key, ct);
        if (answer.Value is not { } found)
        {
            return BallotPages.Unavailable(host.Context, answer.Error!);
        }

        return applies(found)
            ? Page.Show<ConfirmPage>(host.Context, StatusCodes.Status200OK, (nameof(ConfirmPage.View), view(found)))
            : new Links.SeeOther(HostsEndpointRouteBuilderExtensions.AddressOf(poll));
    }
}

/// <summary>Everything that the page of a poll shows its host.</summary>
/// <param name="Results">Null where the ledger knows no such poll yet, or cannot be asked.</param>
/// <param name="Audit">Oldest first.</param>
/// <param name="HostKey">The poll's host key, where this browser has it.</param>
/// <param name="MayCreate">Whether the poll can be duplicated.</param>
/// <param name="Site">The public address of this site, without a slash at its end.</param>
public sealed record HostPollView(
    Poll Poll, PollResults? Results, IReadOnlyList<AuditEntry> Audit, string? HostKey, bool MayCreate, string Site, string FormToken)
{
    /// <summary>Why the last action was not done.</summary>
    public ApiError? Error { get; init; }

    /// <summary>What was typed as closing time, and what is wrong with it.</summary>
    public (string Typed, string Problem)? ClosingError { get; init; }

    /// <summary>How the voting codes stand; null where the poll has none, or they cannot be asked for.</summary>
    public CodeCounts? Codes { get; init; }

    /// <summary>What was typed and done about codes.</summary>
    public CodesForm CodesForm { get; init; } = new();

    /// <summary>The zone in which the host typed times last.</summary>
    public string? Zone { get; init; }

    /// <summary>Where the poll stands: the ledger knows when a closed one is final.</summary>
    public string State => Poll.State is "closed" && Results is { Final: true } ? "final" : Poll.State;

    public bool IsArchived => Audit.LastOrDefault(entry => entry.Action is AuditAction.Archived or AuditAction.Unarchived) is { Action: AuditAction.Archived };
}
