namespace Voting.Frontend.Links;

/// <summary>Section <c>Links</c>: public addresses of the other sites; without one, the pages show no link to it.</summary>
internal sealed class LinkOptions
{
    public const string Section = "Links";

    public Uri? Results { get; init; }

    public string? ResultsOf(string poll) => Of($"/polls/{poll}");

    /// <summary>The page that shows a hall how to come to the ballot.</summary>
    public string? JoinScreenOf(string code) => Of($"/join/{code}");

    private string? Of(string path) => Results is null ? null : Results.AbsoluteUri.TrimEnd('/') + path;
}

internal static class LinksServiceCollectionExtensions
{
    public static void AddLinks(this IServiceCollection services) =>
        services.AddOptions<LinkOptions>().BindConfiguration(LinkOptions.Section)
            .Validate(
                links => links.Results is null or { IsAbsoluteUri: true, Scheme: "http" or "https" },
                "Links:Results must be the address of the results site, for example https://results.example.org, or absent.")
            .ValidateOnStart();
}
