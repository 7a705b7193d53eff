using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Voting.Frontend.Voters;

/// <summary>Who is voting: an unguessable number in a signed cookie, and nothing else of a person.</summary>
internal sealed class VoterCookie(IDataProtectionProvider protection)
{
    public const string Name = "voter";

    private const int SecretBytes = 24;
    private readonly IDataProtector _seal = protection.CreateProtector("Voting.Frontend.Voter");

    /// <summary>The voter of this browser, or null where it sent no cookie that we signed.</summary>
    public string? Find(HttpContext context)
    {
        try
        {
            return context.Request.Cookies[Name] is { Length: > 0 } cookie ? _seal.Unprotect(cookie) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The voter of this browser; a new one, handed out with the response, where there is none yet.</summary>
    public string FindOrIssue(HttpContext context)
    {
        if (Find(context) is { } known)
            return known;

        var voter = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        context.Response.Cookies.Append(Name, _seal.Protect(voter), CookieShape.ForYear(context, "/"));
        return voter;
    }
}
