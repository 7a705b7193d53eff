namespace Voting.Frontend.Links;

/// <summary>Section <c>Links</c>: public addresses of the other sites; without one, the pages show no link to it.</summary>
internal sealed class LinkOptions
{
    public const string Section = "Links";

    public Uri? Results { get; init; }

    public string? ResultsOf(string poll) => Results is null ? null : $"{Results.AbsoluteUri.TrimEnd('/')}/polls/{poll}";
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
