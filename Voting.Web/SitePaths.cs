using Microsoft.AspNetCore.Http;

namespace Voting.Web;

/// <summary>Paths as a reader's browser must ask for them: a site may stand below a path of a public address that it shares with others.</summary>
public static class SitePaths
{
    /// <summary>The path of a page or file of this site, behind the part of the address that leads to the site.</summary>
    /// <param name="context">The request that is answered.</param>
    /// <param name="path">The path within the site; it starts with a slash.</param>
    public static string PathOf(this HttpContext context, string path)
    {
        ArgumentNullException.ThrowIfNull(context);
        return $"{context.Request.PathBase}{path}";
    }
}
