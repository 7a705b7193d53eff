using Microsoft.AspNetCore.Authentication;

namespace Voting.Api.Hosts;

/// <summary>Who may open, change and close polls.</summary>
internal static class HostPolicy
{
    /// <summary>Name of the authorization policy.</summary>
    public const string Host = "Host";

    /// <summary>Role of who has the key of the installation.</summary>
    public const string Administrator = "Administrator";
}

internal static class HostsServiceCollectionExtensions
{
    public static void AddAdministratorKey(this WebApplicationBuilder builder)
    {
        builder.AcceptOldName("Organiser:Key", "Administrator:Key");
        builder.AcceptOldName("Organiser:Host", "Administrator:Host");
        builder.Services.AddOptions<AdministratorOptions>().BindConfiguration(AdministratorOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<WrongKeys>();
        builder.Services.AddAuthentication(AdministratorAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, AdministratorAuthentication>(AdministratorAuthentication.SchemeName, null);
        builder.Services.AddAuthorizationBuilder().AddPolicy(HostPolicy.Host, policy => policy.RequireRole(HostPolicy.Administrator));
    }
}
