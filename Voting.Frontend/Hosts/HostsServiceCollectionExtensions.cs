using Voting.Frontend.Hosts.Api;

namespace Voting.Frontend.Hosts;

internal static class HostsServiceCollectionExtensions
{
    public static void AddHosts(this IServiceCollection services)
    {
        services.AddOptions<HostingOptions>().BindConfiguration(HostingOptions.Section).ValidateOnStart();
        services.AddSingleton<HostCookies>();
        services.AddTransient<HostApiClient>();
        services.AddScoped<HostRequest>();
    }
}
