using System.Net;
using System.Text.RegularExpressions;

namespace Voting.Frontend.Tests.Site;

/// <summary>A page as a browser without scripts sees it: its status, its words, its form.</summary>
internal sealed partial record SitePage(HttpResponseMessage Response, string Html)
{
    public HttpStatusCode Status => Response.StatusCode;

    public static async Task<SitePage> OpenAsync(HttpClient browser, string address) => await OfAsync(await browser.GetAsync(address));

    public static async Task<SitePage> OfAsync(HttpResponseMessage response) => new(response, await response.Content.ReadAsStringAsync());

    /// <summary>Sends the form with its hidden fields and what the voter filled in.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpClient browser, params (string Name, string Value)[] filled)
    {
        var hidden = HiddenFields().Where(field => filled.All(own => own.Name != field.Key));
        return browser.PostAsync(
            Form().Match(Html).Groups["action"].Value,
            new FormUrlEncodedContent([.. hidden, .. filled.Select(field => KeyValuePair.Create(field.Name, field.Value))]));
    }

    public string Hidden(string name) => HiddenFields().Single(field => field.Key == name).Value;

    public bool Has(string text) => WebUtility.HtmlDecode(Html).Contains(text, StringComparison.Ordinal);

    public string[] Cookies(string name) =>
        Response.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies.Where(cookie => cookie.StartsWith(name, StringComparison.Ordinal) && !cookie.Contains("1970", StringComparison.Ordinal))] : [];

    private IEnumerable<KeyValuePair<string, string>> HiddenFields() =>
        Field().Matches(Html).Select(field => KeyValuePair.Create(field.Groups["name"].Value, WebUtility.HtmlDecode(field.Groups["value"].Value)));

    [GeneratedRegex("""<form[^>]* method="post" action="(?<action>[^"]+)" """, RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Form();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Field();
}
