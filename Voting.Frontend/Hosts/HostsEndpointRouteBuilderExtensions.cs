using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Voting.Frontend.Hosts.Pages;

namespace Voting.Frontend.Hosts;

internal static class HostsEndpointRouteBuilderExtensions
{
    public const string Console = "/host";
    public const string NewPoll = "/host/new";

    // Bytes: the longest options there may be, in a script of which each letter is sent as nine characters.
    private const long LargestForm = 1_024 * 1_024;

    private const string PollId = "{poll:regex(^[a-z0-9-]{{1,40}}$)}";

    /// <summary>The host console. <see cref="HostRequest.ReadFormAsync"/> checks every form, so that a refusal keeps what was typed.</summary>
    public static void MapHosts(this IEndpointRouteBuilder routes)
    {
        var console = routes.MapGroup(Console).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(LargestForm));
        console.MapGet("/", ListPages.ShowAsync);
        console.MapPost("/sign-in", SessionPages.SignInAsync);
        console.MapGet("/sign-out", SessionPages.ConfirmSignOut);
        console.MapPost("/sign-out", SessionPages.SignOutAsync);
        console.MapGet("/open", SessionPages.AskForKey);
        console.MapPost("/open", SessionPages.TakeKeyAsync);
        console.MapGet("/new", DraftPages.ShowNew);
        console.MapPost("/new", DraftPages.CreateAsync);

        var poll = console.MapGroup($"/polls/{PollId}");
        poll.MapGet("/", PollPages.ShowAsync);
        poll.MapGet("/preview", PollPages.PreviewAsync);
        poll.MapGet("/edit", DraftPages.ShowEditAsync);
        poll.MapPost("/edit", DraftPages.ChangeAsync);
        poll.MapPost("/open", PollActions.OpenAsync);
        poll.MapGet("/close", PollPages.ConfirmCloseAsync);
        poll.MapPost("/close", PollActions.CloseAsync);
        poll.MapPost("/closing-time", PollActions.SetClosingAsync);
        poll.MapPost("/duplicate", PollActions.DuplicateAsync);
        poll.MapPost("/archive", PollActions.ArchiveAsync);
        poll.MapGet("/delete", PollPages.ConfirmDeleteAsync);
        poll.MapPost("/delete", PollActions.DeleteAsync);
        poll.MapPost("/codes", CodePages.AddAsync);
        poll.MapPost("/codes/file", CodePages.FileAsync);
        poll.MapGet("/codes/revoke", CodePages.ConfirmRevokeAsync);
        poll.MapPost("/codes/revoke", CodePages.RevokeAsync);
        // A reload of an answer to a form.
        foreach (var action in (string[])["/open", "/closing-time", "/duplicate", "/archive", "/codes", "/codes/file"])
        {
            poll.MapGet(action, BackToPoll);
        }
    }

    public static string AddressOf(string poll) => $"{Console}/polls/{poll}";

    private static RedirectHttpResult BackToPoll(string poll) => TypedResults.LocalRedirect(AddressOf(poll));
}
