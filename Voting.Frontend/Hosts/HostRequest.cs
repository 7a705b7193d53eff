using Microsoft.Extensions.Options;
using Voting.Frontend.Components.Hosts;
using Voting.Frontend.Hosts.Api;
using Voting.Frontend.Links;
using Voting.Frontend.Voters;
using Voting.Web;

namespace Voting.Frontend.Hosts;

/// <summary>One request to the host console: who asks, and what its pages and forms need.</summary>
internal sealed class HostRequest(
    IHttpContextAccessor accessor, HostCookies cookies, HostApiClient api, FormOrigin origin, VoterCookies voters,
    IOptions<HostingOptions> hosting, IOptions<PublicAddresses> addresses, ILogger<HostRequest> logger)
{
    private string? _token;

    public HttpContext Context => accessor.HttpContext!;

    public HostApiClient Api => api;

    /// <summary>The address that voters are told.</summary>
    public string Site => addresses.Value.SiteFor(Context);

    public HostCookies Cookies => cookies;

    public bool IsAdministrator => AdministratorKey is not null;

    public string? AdministratorKey => cookies.AdministratorKey(Context);

    /// <summary>Whether a new poll is offered.</summary>
    public bool MayCreate => IsAdministrator || AnyoneCreates;

    public bool AnyoneCreates => hosting.Value.Create is HostingCreate.Anyone;

    /// <summary>The proof that a form of this page is of this site. The same for all forms of a page.</summary>
    public string Token => _token ??= origin.TokenFor(voters.FindOrIssue(Context));

    /// <summary>The key by which this browser acts on a poll: the administrator's, or the poll's own.</summary>
    public string? KeyOf(string poll) => AdministratorKey ?? cookies.HostKey(Context, poll);

    /// <summary>The form that was sent, and why it is not taken where it is of another site or the browser keeps no cookies.</summary>
    public async Task<(IFormCollection Form, FormProblem? Problem)> ReadFormAsync(CancellationToken ct)
    {
        if (!Context.Request.HasFormContentType)
        {
            throw new BadHttpRequestException("This address takes forms.", StatusCodes.Status415UnsupportedMediaType);
        }

        var form = await Context.Request.ReadFormAsync(ct);
        var problem = origin.ProblemOf(Context, form);
        if (problem is not null)
        {
            Log.HostFormRefused(logger, problem.Value.ToString());
        }

        return (form, problem);
    }

    /// <summary>The answer to a form that is not taken: nothing was changed.</summary>
    public IResult Refuse(FormProblem problem) => Page.Show<RefusedPage>(
        Context, problem is FormProblem.OtherSite ? StatusCodes.Status403Forbidden : StatusCodes.Status400BadRequest, (nameof(RefusedPage.Problem), problem));

    /// <summary>Where a host key, or the administrator key, is asked for.</summary>
    public static IResult AskForKey(string poll) => new SeeOther($"/host/open?poll={Uri.EscapeDataString(poll)}");
}
