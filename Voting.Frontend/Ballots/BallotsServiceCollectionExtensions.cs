using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Voting.Frontend.Ballots;

internal static class BallotsServiceCollectionExtensions
{
    private const int MostFields = 1_024;

    // Bytes: the API's 16 KiB of ballot, with space for the fields' names.
    private const long LargestForm = 64 * 1_024;

    public static void AddBallots(this IServiceCollection services)
    {
        services.Configure<FormOptions>(form => form.ValueCountLimit = MostFields);
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = LargestForm);
        services.AddOutputCache();
    }
}
