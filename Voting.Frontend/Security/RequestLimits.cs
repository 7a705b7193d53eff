using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Voting.Frontend.Security;

internal static class RequestLimits
{
    /// <summary>Bytes of a form: Api's 16 KiB of ballot, with room for the fields' names.</summary>
    public const long LargestForm = 64 * 1_024;

    public static void AddRequestLimits(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestForm;
        });
        builder.Services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
    }
}
