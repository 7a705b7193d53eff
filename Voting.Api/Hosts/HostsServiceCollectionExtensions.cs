using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Voting.Api.Hosts;

internal static class HostsServiceCollectionExtensions
{
    /// <summary>The keys of administrator and hosts, and what they allow.</summary>
    public static void AddHosts(this WebApplicationBuilder builder)
    {
        builder.AcceptOldName("Organiser:Key", "Administrator:Key");
        builder.AcceptOldName("Organiser:Host", "Administrator:Host");
        builder.Services.AddOptions<AdministratorOptions>().BindConfiguration(AdministratorOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<HostingOptions>().BindConfiguration(HostingOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<WrongKeys>();
        builder.Services.AddSingleton<NewPolls>();
        builder.Services.AddAuthentication(KeyAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.SchemeName, null);
        builder.Services.AddAuthorization();
        builder.Services.AddOptions<AuthorizationOptions>().Configure<IOptions<HostingOptions>>((authorization, hosting) =>
        {
            authorization.AddPolicy(HostPolicy.Host, policy => policy.RequireRole(HostPolicy.Administrator, HostPolicy.HostOfPoll));
            authorization.AddPolicy(HostPolicy.Create, policy => policy.RequireAssertion(
                context => hosting.Value.Create == HostingCreate.Anyone || context.User.IsAdministrator()));
        });
    }
}
