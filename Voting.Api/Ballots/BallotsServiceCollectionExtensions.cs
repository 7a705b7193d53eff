using Voting.Contracts.Ballots;

namespace Voting.Api.Ballots;

internal static class BallotsServiceCollectionExtensions
{
    public static void AddBallots(this WebApplicationBuilder builder)
    {
        var keys = new VoterKeys(builder.RequireKeys(VoterKeys.Section));
        builder.Services.AddSingleton(keys);
        builder.Services.AddSingleton(new BallotSeal(builder.OptionalKeys(BallotSeal.Section)));
        builder.Services.AddSingleton<VoterKeyCheck>();
        builder.Services.AddHostedService(services => services.GetRequiredService<VoterKeyCheck>());
        builder.Services.AddHealthChecks().AddCheck<VoterKeyCheck>("voter-keys", tags: [HealthEndpoints.ReadyTag]);
        builder.Services.AddSingleton<BallotTelemetry>();
        builder.Services.AddSingleton<BallotAppender>();
        builder.Services.AddHostedService(services => services.GetRequiredService<BallotAppender>());
        builder.Services.AddSingleton<BallotService>();
    }
}
