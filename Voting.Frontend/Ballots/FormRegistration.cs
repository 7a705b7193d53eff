using Microsoft.AspNetCore.Http.Features;

namespace Voting.Frontend.Ballots;

internal static class FormRegistration
{
    private const int MostFields = 1_024;

    public static void AddForms(this IServiceCollection services)
    {
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "form";
            // Strict would hide the cookie from a visitor who follows a link, and a new one would void the forms of other tabs.
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.Configure<FormOptions>(form => form.ValueCountLimit = MostFields);
    }
}
