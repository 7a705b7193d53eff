using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Voting.Contracts.Polls;
using Voting.Frontend.Api;
using Voting.Frontend.Ballots;
using Voting.Frontend.Components.Hosts;
using Voting.Frontend.Hosts.Forms;
using Voting.Frontend.Links;
using Voting.Frontend.Voters;
using Voting.Web;
using Poll = Voting.Frontend.Api.Poll;

namespace Voting.Frontend.Hosts.Pages;

/// <summary>The form in which a poll is made and changed.</summary>
internal static class DraftPages
{
    public const string OpenNow = "open";

    private const string ZoneCookie = "host-zone";

    public static IResult ShowNew(HostRequest host) => host.MayCreate
        ? Show(host, StatusCodes.Status200OK, new(new() { Zone = TimeZones.Known(ZoneOf(host)), HasZone = ZoneOf(host) is not null }, PollRules.NewId(), null, host.Token))
        : new SeeOther(HostsEndpointRouteBuilderExtensions.Console);

    public static async Task<IResult> CreateAsync(HostRequest host, TimeProvider time, CancellationToken ct)
    {
        var (sent, problem) = await host.ReadFormAsync(ct);
        if (problem is FormProblem.OtherSite)
        {
            return host.Refuse(FormProblem.OtherSite);
        }

        if (!host.MayCreate)
        {
            return new SeeOther(HostsEndpointRouteBuilderExtensions.Console);
        }

        var view = new PollFormView(PollForm.Read(sent), IdIn(sent), null, host.Token) { Problem = problem };
        if (problem is not null)
        {
            return Show(host, StatusCodes.Status400BadRequest, view);
        }

        KeepZone(host, view.Form.Zone);

        // With its id the same form sent twice is one poll. The answer to the second carries a host key for the administrator alone,
        // so that anyone else would lose the key with the first answer: theirs may rather be two.
        var draft = PollFormReader.Read(view.Form, host.IsAdministrator ? view.Id : null, null, time.GetUtcNow(), out var errors);
        if (errors.Any)
        {
            return Show(host, StatusCodes.Status400BadRequest, view with { Errors = errors });
        }

        var answer = await host.Api.CreateAsync(draft, draft: !IsToOpen(sent), host.AdministratorKey, ct);
        if (answer.Value is not { } made)
        {
            return Refused(host, view, answer.Error!);
        }

        if (made.HostKey is { } key)
        {
            host.Cookies.Remember(host.Context, made.Id, key);
        }

        return new SeeOther(HostsEndpointRouteBuilderExtensions.AddressOf(made.Id));
    }

    public static async Task<IResult> ShowEditAsync(string poll, HostRequest host, CancellationToken ct)
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

        return IsChangeable(found)
            ? Show(host, StatusCodes.Status200OK, new(PollForm.Of(found, ZoneOf(host)), found.Id, found, host.Token))
            : new SeeOther(HostsEndpointRouteBuilderExtensions.AddressOf(poll));
    }

    public static async Task<IResult> ChangeAsync(string poll, HostRequest host, TimeProvider time, CancellationToken ct)
    {
        var (sent, problem) = await host.ReadFormAsync(ct);
        if (problem is FormProblem.OtherSite)
        {
            return host.Refuse(FormProblem.OtherSite);
        }

        if (host.KeyOf(poll) is not { } key)
        {
            return HostRequest.AskForKey(poll);
        }

        var current = await host.Api.GetAsync(poll, key, ct);
        if (current.Value is not { } before)
        {
            return BallotPages.Unavailable(host.Context, current.Error!);
        }

        var view = new PollFormView(PollForm.Read(sent), poll, before, host.Token) { Problem = problem };
        if (problem is not null)
        {
            return Show(host, StatusCodes.Status400BadRequest, view);
        }

        KeepZone(host, view.Form.Zone);
        var draft = PollFormReader.Read(view.Form, poll, before, time.GetUtcNow(), out var errors);
        if (before.IsScheduled && draft.OpensAt is null && !errors.Has(PollFields.OpensAt))
        {
            errors.Add(PollFields.OpensAt, "Enter when the poll opens. To open it at once, press “Open now” on its page.");
        }

        if (errors.Any)
        {
            return Show(host, StatusCodes.Status400BadRequest, view with { Errors = errors });
        }

        var version = int.TryParse(sent[PollFields.Version], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : before.Version;
        var answer = await host.Api.ChangeAsync(poll, draft, before.IsDraft ? !IsToOpen(sent) : null, version, key, ct);
        return answer.Error is { } error ? Refused(host, view, error) : new SeeOther(HostsEndpointRouteBuilderExtensions.AddressOf(poll));
    }

    private static RazorComponentResult<PollFormPage> Show(HostRequest host, int status, PollFormView view) => Page.Show<PollFormPage>(host.Context, status, (nameof(PollFormPage.View), view));

    private static RazorComponentResult<PollFormPage> Refused(HostRequest host, PollFormView view, ApiError error)
    {
        if (error.RetryAfter is { } delay)
        {
            Page.RetryAfter(host.Context, delay);
        }

        var errors = new FormErrors();
        if (error.Errors is { Count: > 0 } problems)
        {
            errors.Add(problems, view.Form);
        }

        return Show(host, error.Status == StatusCodes.Status401Unauthorized ? StatusCodes.Status403Forbidden : error.Status, view with { Errors = errors, ApiError = errors.Any ? null : error });
    }

    private static bool IsChangeable(Poll poll) => poll.IsDraft || poll.IsScheduled;

    private static bool IsToOpen(IFormCollection form) => form[PollFields.Action] == OpenNow;

    private static string IdIn(IFormCollection form) => PollRules.IsId(form[PollFields.Id]) ? form[PollFields.Id].ToString() : PollRules.NewId();

    // Which zone the host thinks in is no secret, and no key.
    public static string? ZoneOf(HostRequest host) => host.Context.Request.Cookies[ZoneCookie];

    public static void KeepZone(HostRequest host, string zone) => host.Context.Response.Cookies.Append(ZoneCookie, zone, new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = host.Context.Request.IsHttps,
        MaxAge = TimeSpan.FromDays(365),
        IsEssential = true,
        Path = HostsEndpointRouteBuilderExtensions.Console,
    });
}

/// <summary>Everything that the form shows.</summary>
/// <param name="Id">The poll's id.</param>
/// <param name="Poll">The poll that is changed; null for a new one.</param>
public sealed record PollFormView(PollForm Form, string Id, Poll? Poll, string FormToken)
{
    /// <summary>What has to be corrected.</summary>
    public FormErrors Errors { get; init; } = new();

    /// <summary>Why the API did not take it.</summary>
    public ApiError? ApiError { get; init; }

    /// <summary>Why the form was not taken, whatever it says.</summary>
    public FormProblem? Problem { get; init; }
}
