using Microsoft.AspNetCore.Server.Kestrel.Core;
using Yarp.ReverseProxy.Transforms;

namespace Voting.Gateway;

/// <summary>Which path leads to which service: section <c>ReverseProxy</c> of appsettings.json. The services are found by service discovery.</summary>
internal static class Sites
{
    // More than any service takes: what is below is theirs to refuse, in their words.
    private const long LargestBody = 2 * 1_024 * 1_024;

    public static void AddSites(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = LargestBody);
        builder.Services.AddReverseProxy()
            .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
            .AddServiceDiscoveryDestinationResolver()
            // The services make links and cookies for the address by which a reader came.
            .AddTransforms(transforms => transforms.AddOriginalHost());
    }

    public static void MapSites(this WebApplication app) => app.MapReverseProxy(proxy =>
    {
        proxy.Use(FailedForwards.AnswerAsync);
        proxy.UseLoadBalancing();
    });
}
