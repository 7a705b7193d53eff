using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Voting.Frontend.Hosts;

/// <summary>
/// The keys of a host, kept sealed in the host's own browser: the administrator key for a working day, and the host key of each poll that
/// was made or opened here. No page of another site can make the browser send them.
/// </summary>
internal sealed class HostCookies(IDataProtectionProvider protection)
{
    /// <summary>Polls of which a browser keeps the host key. All cookies together must not make the header longer than a proxy takes (8 KB in nginx).</summary>
    public const int MostPolls = 20;

    private const string Path = "/host";
    private const string Administrator = "administrator";
    private const string HostPrefix = "host-";
    private static readonly TimeSpan _session = TimeSpan.FromHours(12);
    private static readonly TimeSpan _life = TimeSpan.FromDays(365);

    private readonly ITimeLimitedDataProtector _administrator = protection.CreateProtector("Voting.Frontend.AdministratorKey").ToTimeLimitedDataProtector();

    /// <summary>The administrator key of a session that has not ended.</summary>
    public string? AdministratorKey(HttpContext context) =>
        context.Request.Cookies[Prefix(context) + Administrator] is { } cookie ? Open(_administrator, cookie) : null;

    /// <summary>The host key of one poll.</summary>
    public string? HostKey(HttpContext context, string poll) =>
        context.Request.Cookies[Prefix(context) + HostPrefix + poll] is { } cookie ? Open(SealOf(poll), cookie) : null;

    /// <summary>The polls whose host key this browser sent, in the order in which it got them.</summary>
    public IReadOnlyList<string> Polls(HttpContext context)
    {
        var prefix = Prefix(context) + HostPrefix;
        return [.. context.Request.Cookies.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..])
            .Where(poll => HostKey(context, poll) is not null)];
    }

    public void SignIn(HttpContext context, string key) =>
        Add(context, Administrator, Base64Url.EncodeToString(_administrator.Protect(Encoding.UTF8.GetBytes(key), _session)), _session);

    /// <summary>Forgets every key.</summary>
    public void SignOut(HttpContext context)
    {
        Remove(context, Administrator);
        foreach (var poll in Polls(context))
        {
            Forget(context, poll);
        }
    }

    public void Remember(HttpContext context, string poll, string hostKey)
    {
        foreach (var oldest in Polls(context).Where(known => known != poll).Reverse().Skip(MostPolls - 1))
        {
            Forget(context, oldest);
        }

        Add(context, HostPrefix + poll, Base64Url.EncodeToString(SealOf(poll).Protect(Encoding.UTF8.GetBytes(hostKey))), _life);
    }

    public static void Forget(HttpContext context, string poll) => Remove(context, HostPrefix + poll);

    private IDataProtector SealOf(string poll) => protection.CreateProtector("Voting.Frontend.HostKey", poll);

    private static string? Open(IDataProtector seal, string cookie)
    {
        try
        {
            return Encoding.UTF8.GetString(seal.Unprotect(Base64Url.DecodeFromChars(cookie)));
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private static string Prefix(HttpContext context) => context.Request.IsHttps ? "__Secure-" : "";

    private static void Add(HttpContext context, string name, string value, TimeSpan life) =>
        context.Response.Cookies.Append(Prefix(context) + name, value, OptionsOf(context, life));

    private static void Remove(HttpContext context, string name) =>
        context.Response.Cookies.Delete(Prefix(context) + name, OptionsOf(context, null));

    private static CookieOptions OptionsOf(HttpContext context, TimeSpan? life) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        MaxAge = life,
        IsEssential = true,
        Path = Path,
    };
}
