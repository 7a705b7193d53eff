using CookieHeaderValue = Microsoft.Net.Http.Headers.CookieHeaderValue;

namespace Voting.Frontend.Voters;

/// <summary>
/// Cookies of one kind. Each is set under a name of its own, because a browser asks for several pages at once and takes
/// the answers in any order: an answer that arrives late adds a cookie and overwrites none.
/// </summary>
internal static class CookieFamily
{
    private static readonly TimeSpan _life = TimeSpan.FromDays(365);

    /// <summary>The family's cookies in the order of the header. Browsers send those of one path in the order in which they first arrived (RFC 6265, section 5.4).</summary>
    public static IEnumerable<KeyValuePair<string, string>> Read(HttpContext context, string family, string path)
    {
        var prefix = PrefixOf(context, path) + family;
        return CookieHeaderValue.TryParseList(context.Request.Headers.Cookie, out var cookies)
            ? from cookie in cookies
              where cookie.Name.StartsWith(prefix, StringComparison.Ordinal)
              select KeyValuePair.Create(cookie.Name.ToString(), cookie.Value.ToString())
            : [];
    }

    public static void Add(HttpContext context, string family, string value, string path) =>
        context.Response.Cookies.Append($"{PrefixOf(context, path)}{family}{Random.Shared.Next():x8}", value, OptionsOf(context, path));

    public static void Remove(HttpContext context, string name, string path) =>
        context.Response.Cookies.Delete(name, OptionsOf(context, path));

    // A prefix keeps sites of the same domain, and whoever can read plain HTTP, from setting the cookie (RFC 6265bis, section 4.1.3).
    private static string PrefixOf(HttpContext context, string path) =>
        !context.Request.IsHttps ? "" : path == "/" ? "__Host-" : "__Secure-";

    private static CookieOptions OptionsOf(HttpContext context, string path) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        MaxAge = _life,
        IsEssential = true,
        Path = path,
    };
}
