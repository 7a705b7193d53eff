using Voting.Results.Streams;

namespace Voting.Results.Live;

internal static class LiveRegistration
{
    public static void AddLiveBoard(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<LiveOptions>().BindConfiguration(LiveOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(TimeProvider.System)
            .AddSingleton<ResultsTelemetry>()
            .AddSingleton<BoardArtist>()
            .AddSingleton<TallyBoard>()
            .AddSingleton<Refresh>()
            .AddSingleton<BoardFinder>()
            .AddSingleton<EventStream>()
            .AddHostedService<LedgerListener>();
        builder.Services.AddHealthChecks().AddCheck<LedgerReadCheck>("ledger", tags: [HealthEndpoints.ReadyTag]);
    }
}
