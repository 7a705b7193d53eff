using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Voting.Web;

/// <summary>Pages that are rendered on the server, compressed, with fingerprinted files.</summary>
public static class SiteServiceCollectionExtensions
{
    /// <summary>Adds what every site of the system needs to show a page.</summary>
    public static void AddSite(this WebApplicationBuilder builder, Site site)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WebHost.UseStaticWebAssets(); // outside Development too, where a build that was never published is run
        var services = builder.Services;
        services.AddSingleton(site);
        services.AddSingleton<SiteAssets>();
        PublicAddresses.Add(services);
        services.AddRazorComponents();
        services.AddProblemDetails();
        services.AddSecurityHeaders();
        services.AddResponseCompression(compression =>
        {
            // Nothing that a request can choose stands in a page beside a secret, so the length of a page gives nothing away (BREACH).
            compression.EnableForHttps = true;
            // Pages only: static files are compressed when they are built, and a compressed event stream would be held back.
            compression.MimeTypes = ["text/html"];
        });
    }

    /// <summary>Client addresses, security headers, compression and error pages, in this order, around everything that is mapped; then the static files.</summary>
    public static void UseSite(this WebApplication app)
    {
        app.UseForwardedHeaders();
        if (app.Services.GetRequiredService<Site>().BelowPath is { } path)
        {
            app.UsePathBase(path);
            app.UseRouting(); // from here on, and not before the path was taken off
        }

        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.UseErrorPages();
        app.MapStaticAssets();
        app.MapFilesOfOtherVersions();
    }
}
