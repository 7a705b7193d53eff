using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Voting.Frontend.Voters;

/// <summary>
/// Tells a form of this site from one that another site sends in a voter's name. Two proofs, each enough: the browser says
/// that the page is of this site (Sec-Fetch-Site, or Origin where it is missing), or the form carries a token that was
/// made for a voter of this very browser. The second is for proxies that change the Host header.
/// Neither depends on which answer arrived last, as an antiforgery cookie does.
/// </summary>
internal sealed class FormOrigin(VoterCookies voters, IDataProtectionProvider protection)
{
    public const string Field = "form-token";

    private readonly IDataProtector _seal = protection.CreateProtector("Voting.Frontend.Form");

    /// <summary>The token of a form that is shown to <paramref name="voter"/>.</summary>
    public string TokenFor(string voter) => _seal.Protect(voter);

    public FormProblem? ProblemOf(HttpContext context, IFormCollection form)
    {
        if (!IsSaidByBrowser(context.Request) && !IsProvenByToken(context, form[Field].ToString()))
        {
            return FormProblem.OtherSite;
        }

        return voters.Find(context) is null ? FormProblem.NoCookie : null;
    }

    // Without both headers it is no browser of the last years, or no browser: then nobody's cookies are misused.
    private static bool IsSaidByBrowser(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() switch
        {
            "same-origin" or "none" => true,
            "" => request.Headers.Origin.ToString() is var origin
                && (origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var site) && new HostString(site.Authority).Equals(request.Host))),
            _ => false,
        };

    private bool IsProvenByToken(HttpContext context, string token)
    {
        try
        {
            return token.Length > 0 && voters.Has(context, _seal.Unprotect(token));
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}

/// <summary>Why a form is not taken, whatever it says.</summary>
public enum FormProblem
{
    /// <summary>The browser sent no cookie of ours: it keeps none, or they were cleared.</summary>
    NoCookie,

    /// <summary>The form was sent by a page of another site.</summary>
    OtherSite,
}
