namespace Voting.Frontend.Links;

internal static class LinkRegistration
{
    public static void AddLinks(this IServiceCollection services) =>
        services.AddOptions<LinkOptions>().BindConfiguration(LinkOptions.Section)
            .Validate(
                links => links.Results is null or { IsAbsoluteUri: true, Scheme: "http" or "https" },
                "Links:Results must be the address of the results site, for example https://results.example.org, or absent.")
            .ValidateOnStart();
}
