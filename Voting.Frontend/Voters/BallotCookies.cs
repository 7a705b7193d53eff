using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using Voting.Frontend.Ballots;

namespace Voting.Frontend.Voters;

/// <summary>The current ballot of this voter in one poll, kept in the voter's own browser.</summary>
internal sealed class BallotCookies(IDataProtectionProvider protection)
{
    private const string Family = "ballot-";

    // Two can be there for a moment, and browsers drop a cookie beyond 4,096 bytes without a word; a long ballot is remembered without its content.
    private const int LongestCookie = 3_000;

    /// <summary>What the voter was last given a receipt for, or null.</summary>
    public CurrentBallot? Find(HttpContext context, string poll, string voter) => All(context, poll, voter).MaxBy(ballot => ballot.AcceptedAt);

    /// <summary>The ballot with this id, where this browser still knows it: also one that a later answer has overtaken.</summary>
    public CurrentBallot? Find(HttpContext context, string poll, string voter, Guid ballot) =>
        All(context, poll, voter).FirstOrDefault(known => known.Ballot == ballot);

    /// <summary>Remembers <paramref name="ballot"/> in place of those that the browser sent.</summary>
    public void Remember(HttpContext context, string poll, string voter, CurrentBallot ballot)
    {
        foreach (var (older, _) in CookieFamily.Read(context, Family, PathOf(poll)))
        {
            CookieFamily.Remove(context, older, PathOf(poll));
        }

        var cookie = Seal(ballot);
        CookieFamily.Add(context, Family, cookie.Length > LongestCookie ? Seal(ballot with { Filled = null }) : cookie, PathOf(poll));

        string Seal(CurrentBallot content) =>
            SealOf(poll, voter).Protect(JsonSerializer.Serialize(content, CurrentBallotJson.Default.CurrentBallot));
    }

    private IEnumerable<CurrentBallot> All(HttpContext context, string poll, string voter) =>
        CookieFamily.Read(context, Family, PathOf(poll)).Select(cookie => Open(poll, voter, cookie.Value)).OfType<CurrentBallot>();

    private CurrentBallot? Open(string poll, string voter, string cookie)
    {
        try
        {
            return JsonSerializer.Deserialize(SealOf(poll, voter).Unprotect(cookie), CurrentBallotJson.Default.CurrentBallot);
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            return null;
        }
    }

    // The path keeps the ballots of other polls out of every request.
    private static string PathOf(string poll) => $"/polls/{poll}";

    // Sealed for one voter and poll: another voter on the same browser never sees it.
    private IDataProtector SealOf(string poll, string voter) => protection.CreateProtector("Voting.Frontend.CurrentBallot", poll, voter);
}

/// <summary>A ballot that was answered with 202.</summary>
/// <param name="Filled">What it said; null where that was too long to keep.</param>
public sealed record CurrentBallot(Guid Ballot, FilledBallot? Filled, DateTimeOffset AcceptedAt);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(CurrentBallot))]
internal sealed partial class CurrentBallotJson : JsonSerializerContext;
