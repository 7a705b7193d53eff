using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Voting.Worker.Counting;

internal static class CountingSetup
{
    public static void AddCounting(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<CountStore>();
        builder.Services.AddHostedService<CountingService>();
    }
}
