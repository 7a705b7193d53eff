using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Voting.Frontend.Ballots;

namespace Voting.Frontend.Voters;

/// <summary>What this voter was last given a receipt for, kept in the voter's own browser, one cookie per poll.</summary>
internal sealed class BallotCookie(IDataProtectionProvider protection)
{
    public const string Name = "ballot";

    // Browsers drop a cookie beyond 4,096 bytes without a word; a long ballot is then remembered without its content.
    private const int LongestCookie = 3_800;

    public CastBallot? Find(HttpContext context, string poll, string voter)
    {
        try
        {
            return context.Request.Cookies[Name] is { Length: > 0 } cookie
                ? JsonSerializer.Deserialize(SealOf(poll, voter).Unprotect(cookie), BallotCookieJson.Default.CastBallot)
                : null;
        }
        catch (Exception fault) when (fault is CryptographicException or JsonException)
        {
            return null;
        }
    }

    public void Remember(HttpContext context, string poll, string voter, CastBallot ballot)
    {
        var cookie = Seal(ballot);
        if (cookie.Length > LongestCookie)
            cookie = Seal(ballot with { Filled = null });

        // The path keeps the ballots of other polls out of every request.
        context.Response.Cookies.Append(Name, cookie, CookieShape.ForYear(context, $"/polls/{poll}"));

        string Seal(CastBallot content) =>
            SealOf(poll, voter).Protect(JsonSerializer.Serialize(content, BallotCookieJson.Default.CastBallot));
    }

    // Sealed for one voter and poll: another voter on the same browser never sees it.
    private IDataProtector SealOf(string poll, string voter) => protection.CreateProtector("Voting.Frontend.Ballot", poll, voter);
}
