using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Voting.Web;

/// <summary>Section <c>Links</c>: public addresses, for what leads from one site to the other.</summary>
public sealed class PublicAddresses
{
    /// <summary>Where the ballot site asks for a join code.</summary>
    public const string JoinPath = "/j";

    private const string Section = "Links";

    /// <summary>The gateway: ballots at its root, results below /results. Null where there is none.</summary>
    public Uri? Site { get; init; }

    /// <summary>The results site, where it is not below <see cref="Site"/>.</summary>
    public Uri? Results { get; init; }

    /// <summary>The public address of a poll's results; null where none is known.</summary>
    public string? ResultsOf(string poll) => (Results is { } results ? Base(results) : Site is { } site ? $"{Base(site)}/results" : null) is { } address
        ? $"{address}/polls/{poll}"
        : null;

    /// <summary>The address that voters and hosts are told, without a slash at the end: the public one, or the one by which this reader came.</summary>
    public string SiteFor(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Site is { } site ? Base(site) : $"{context.Request.Scheme}://{context.Request.Host}";
    }

    /// <summary>An address as people read it: without <c>https://</c>.</summary>
    public static string WithoutScheme(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address[(address.IndexOf("//", StringComparison.Ordinal) + 2)..];
    }

    internal static void Add(IServiceCollection services) =>
        services.AddOptions<PublicAddresses>().BindConfiguration(Section)
            .Validate(links => IsAddress(links.Site) && IsAddress(links.Results), "Links:Site and Links:Results must be addresses like https://vote.example.org, or absent.")
            .ValidateOnStart();

    private static bool IsAddress(Uri? address) => address is null or { IsAbsoluteUri: true, Scheme: "http" or "https" };

    private static string Base(Uri address) => address.AbsoluteUri.TrimEnd('/');
}
