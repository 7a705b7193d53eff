using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Voting.Frontend.Voters;

/// <summary>
/// Who is voting: an unguessable number in a signed cookie, and nothing else of a person. It is the same for all polls of
/// the installation; the API derives another one for each poll from it, so that two polls cannot be joined.
/// </summary>
/// <remarks>
/// A browser that has no cookie yet may ask for several pages at once, and each answer hands out a candidate. The voter is
/// the first candidate in the Cookie header, which is the one that arrived first. Later ones stand behind it for ever, so
/// every form that this browser sends is of one voter, in whatever order answers arrive.
/// </remarks>
internal sealed class VoterCookies(IDataProtectionProvider protection)
{
    private const string Family = "voter-";
    private const string Path = "/";
    private const int SecretBytes = 24;

    // A restored session of very many tabs must not make the Cookie header longer than a proxy takes (8 KB in nginx).
    private const int MostCandidates = 8;

    private readonly IDataProtector _seal = protection.CreateProtector("Voting.Frontend.Voter");

    /// <summary>The voter of this browser, or null where it sent no cookie that we signed.</summary>
    public string? Find(HttpContext context) => CandidatesOf(context).Select(candidate => candidate.Voter).FirstOrDefault();

    /// <summary>Whether this browser was once given <paramref name="voter"/>.</summary>
    public bool Has(HttpContext context, string voter) => CandidatesOf(context).Any(candidate => candidate.Voter == voter);

    /// <summary>The voter of this browser; a new one, handed out with the response, where there is none yet.</summary>
    public string FindOrIssue(HttpContext context)
    {
        var candidates = CandidatesOf(context).ToArray();
        foreach (var spare in candidates.Skip(MostCandidates))
        {
            CookieFamily.Remove(context, spare.Cookie, Path);
        }

        if (candidates is [var first, ..])
        {
            return first.Voter;
        }

        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        CookieFamily.Add(context, Family, Base64Url.EncodeToString(_seal.Protect(secret)), Path);
        return Base64Url.EncodeToString(secret);
    }

    private IEnumerable<(string Cookie, string Voter)> CandidatesOf(HttpContext context)
    {
        foreach (var (cookie, value) in CookieFamily.Read(context, Family, Path))
        {
            if (Open(value) is { } voter)
            {
                yield return (cookie, voter);
            }
        }
    }

    private string? Open(string value)
    {
        try
        {
            return Base64Url.EncodeToString(_seal.Unprotect(Base64Url.DecodeFromChars(value)));
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
