using Microsoft.AspNetCore.Http.HttpResults;
using Voting.Frontend.Api;
using Voting.Frontend.Components.Hosts;
using Voting.Frontend.Links;
using Voting.Web;

namespace Voting.Frontend.Hosts.Pages;

/// <summary>Comes in with a key, and out again. A key is sent in the body of a form and never stands in an address.</summary>
internal static class SessionPages
{
    public const string Key = "key";
    public const string Poll = "poll";

    public static IResult AskToSignIn(HostRequest host, int status, string? error) =>
        Page.Show<SignInPage>(host.Context, status, (nameof(SignInPage.FormToken), host.Token), (nameof(SignInPage.Error), error));

    public static async Task<IResult> SignInAsync(HostRequest host, CancellationToken ct)
    {
        var (form, problem) = await host.ReadFormAsync(ct);
        if (problem is { } refused)
        {
            return host.Refuse(refused);
        }

        if (KeyIn(form) is not { } key)
        {
            return AskToSignIn(host, StatusCodes.Status400BadRequest, "Enter the administrator key.");
        }

        if (await host.Api.CheckAdministratorAsync(key, ct) is { } error)
        {
            return Delayed(host, error, AskToSignIn(host, StatusOf(error), Words(error, "This is not the administrator key.")));
        }

        host.Cookies.SignIn(host.Context, key);
        return new SeeOther(HostsEndpointRouteBuilderExtensions.Console);
    }

    public static IResult ConfirmSignOut(HostRequest host)
    {
        var polls = host.IsAdministrator ? 0 : host.Cookies.Polls(host.Context).Count;
        return Page.Show<ConfirmPage>(host.Context, StatusCodes.Status200OK, (nameof(ConfirmPage.View), new ConfirmView(
            "Sign out?",
            null,
            [
                polls == 0
                    ? "This browser forgets the keys that it has."
                    : $"This browser forgets the host keys of {(polls == 1 ? "one poll" : $"{polls} polls")}. Without its host key nobody but the administrator can manage a poll, so keep the keys first.",
                "The polls themselves stay as they are.",
            ],
            "Sign out", $"{HostsEndpointRouteBuilderExtensions.Console}/sign-out", HostsEndpointRouteBuilderExtensions.Console, host.Token)));
    }

    public static async Task<IResult> SignOutAsync(HostRequest host, CancellationToken ct)
    {
        var (_, problem) = await host.ReadFormAsync(ct);
        if (problem is { } refused)
        {
            return host.Refuse(refused);
        }

        host.Cookies.SignOut(host.Context);
        return new SeeOther(HostsEndpointRouteBuilderExtensions.Console);
    }

    public static IResult AskForKey(HostRequest host, string? poll) => Ask(host, StatusCodes.Status200OK, new(poll ?? "", null, null, host.Token));

    public static async Task<IResult> TakeKeyAsync(HostRequest host, CancellationToken ct)
    {
        var (form, problem) = await host.ReadFormAsync(ct);
        if (problem is { } refused)
        {
            return host.Refuse(refused);
        }

        var view = new OpenAsHostView(form[Poll].ToString().Trim(), null, null, host.Token);
        if (!Contracts.Polls.PollRules.IsId(view.Poll))
        {
            view = view with { PollError = "Enter the poll's id: the last part of its address, small letters, digits and hyphens." };
        }

        if (KeyIn(form) is not { } key)
        {
            return Ask(host, StatusCodes.Status400BadRequest, view with { KeyError = "Enter the host key. It begins with host_." });
        }

        if (view.PollError is not null)
        {
            return Ask(host, StatusCodes.Status400BadRequest, view);
        }

        if (await host.Api.CheckAsync(view.Poll, key, ct) is { } error)
        {
            return Delayed(host, error, Ask(host, StatusOf(error), view with { KeyError = Words(error, "This is not the host key of this poll.") }));
        }

        if (Contracts.Hosts.HostKey.IsHostKey(key))
        {
            host.Cookies.Remember(host.Context, view.Poll, key);
        }
        else
        {
            host.Cookies.SignIn(host.Context, key);
        }

        return new SeeOther(HostsEndpointRouteBuilderExtensions.AddressOf(view.Poll));
    }

    private static RazorComponentResult<OpenAsHostPage> Ask(HostRequest host, int status, OpenAsHostView view) =>
        Page.Show<OpenAsHostPage>(host.Context, status, (nameof(OpenAsHostPage.View), view));

    // What no header can carry is no key.
    private static string? KeyIn(IFormCollection form) =>
        form[Key].ToString().Trim() is { Length: > 0 and <= 512 } key && key.All(character => character is > ' ' and <= '~') ? key : null;

    private static int StatusOf(ApiError error) => error.Status == StatusCodes.Status401Unauthorized ? StatusCodes.Status403Forbidden : error.Status;

    private static string Words(ApiError error, string wrong) => error.Status switch
    {
        StatusCodes.Status401Unauthorized => wrong,
        StatusCodes.Status429TooManyRequests => "Too many wrong keys came from this address. Try again later.",
        _ => "The key cannot be checked at this moment. Please try again.",
    };

    private static IResult Delayed(HostRequest host, ApiError error, IResult page)
    {
        if (error.RetryAfter is { } delay)
        {
            Page.RetryAfter(host.Context, delay);
        }

        return page;
    }
}

/// <summary>What the page that asks for a host key shows.</summary>
/// <param name="Poll">The poll's id.</param>
public sealed record OpenAsHostView(string Poll, string? PollError, string? KeyError, string FormToken);

/// <summary>A question before something that cannot be undone.</summary>
/// <param name="Poll">The question of the poll that it is about.</param>
/// <param name="Consequences">What happens then, a sentence each.</param>
/// <param name="Yes">The words of the button.</param>
/// <param name="Action">Where the button sends the form.</param>
/// <param name="Back">Where who says no goes.</param>
public sealed record ConfirmView(string Title, string? Poll, IReadOnlyList<string> Consequences, string Yes, string Action, string Back, string FormToken);
