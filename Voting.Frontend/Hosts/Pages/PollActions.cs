using System.Globalization;
using Voting.Frontend.Api;
using Voting.Frontend.Hosts.Forms;
using Voting.Frontend.Links;

namespace Voting.Frontend.Hosts.Pages;

/// <summary>What a host does to a poll with one button. A refusal shows the poll as it is now, and the reason.</summary>
internal static class PollActions
{
    public const string Archived = "archived";

    public static Task<IResult> OpenAsync(string poll, HostRequest host, CancellationToken ct) =>
        ActAsync(poll, host, async (key, _) => (await host.Api.OpenAsync(poll, key, ct)).Error, ct);

    public static Task<IResult> CloseAsync(string poll, HostRequest host, CancellationToken ct) =>
        ActAsync(poll, host, async (key, _) => (await host.Api.CloseAsync(poll, key, ct)).Error, ct);

    public static Task<IResult> ArchiveAsync(string poll, HostRequest host, CancellationToken ct) =>
        ActAsync(poll, host, async (key, form) => (await host.Api.ArchiveAsync(poll, form[Archived] == "true", key, ct)).Error, ct);

    public static Task<IResult> DeleteAsync(string poll, HostRequest host, CancellationToken ct) => ActAsync(
        poll,
        host,
        async (key, _) =>
        {
            var error = await host.Api.DeleteAsync(poll, key, ct);
            if (error is null)
            {
                HostCookies.Forget(host.Context, poll);
            }

            return error;
        },
        ct,
        HostsEndpointRouteBuilderExtensions.Console);

    public static async Task<IResult> DuplicateAsync(string poll, HostRequest host, CancellationToken ct)
    {
        string? copy = null;
        var answer = await ActAsync(
            poll,
            host,
            async (key, _) =>
            {
                var made = await host.Api.DuplicateAsync(poll, key, ct);
                if (made.Value is { HostKey: { } hostKey } draft)
                {
                    host.Cookies.Remember(host.Context, draft.Id, hostKey);
                }

                copy = made.Value?.Id;
                return made.Error;
            },
            ct);
        return copy is null ? answer : new SeeOther($"{HostsEndpointRouteBuilderExtensions.AddressOf(copy)}/edit");
    }

    public static async Task<IResult> SetClosingAsync(string poll, HostRequest host, CancellationToken ct)
    {
        string? problem = null;
        var typed = "";
        var answer = await ActAsync(
            poll,
            host,
            async (key, form) =>
            {
                typed = form[PollFields.ClosesAt].ToString().Trim();
                var zone = TimeZones.Known(form[PollFields.Zone]);
                DraftPages.KeepZone(host, zone);
                var time = TimeZones.Read(typed, zone, out problem);
                if (problem is not null)
                {
                    return null;
                }

                var version = int.TryParse(form[PollFields.Version], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
                var error = (await host.Api.SetClosingAsync(poll, time, version, key, ct)).Error;
                problem = error?.Errors?.Values.SelectMany(messages => messages).FirstOrDefault();
                return problem is null ? error : null;
            },
            ct);
        return problem is { } wrong
            ? await PollPages.RenderAsync(poll, host, StatusCodes.Status400BadRequest, view => view with { ClosingError = (typed, wrong) }, ct)
            : answer;
    }

    private static async Task<IResult> ActAsync(
        string poll, HostRequest host, Func<string, IFormCollection, Task<ApiError?>> action, CancellationToken ct, string? next = null)
    {
        var (form, problem) = await host.ReadFormAsync(ct);
        if (problem is { } refused)
        {
            return host.Refuse(refused);
        }

        if (host.KeyOf(poll) is not { } key)
        {
            return HostRequest.AskForKey(poll);
        }

        return await action(key, form) is { } error
            ? await PollPages.ShowErrorAsync(poll, host, error, ct)
            : new SeeOther(next ?? HostsEndpointRouteBuilderExtensions.AddressOf(poll));
    }
}
