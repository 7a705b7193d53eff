namespace Voting.Frontend.Voters;

internal static class CookieShape
{
    public static CookieOptions ForYear(HttpContext context, string path) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        MaxAge = TimeSpan.FromDays(365),
        IsEssential = true,
        Path = path,
    };
}
