namespace Voting.Api.Ballots;

internal static class BallotsSetup
{
    public static void AddBallots(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<VoterOptions>().BindConfiguration(VoterOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<VoterKey>();
        builder.Services.AddSingleton<BallotTelemetry>();
        builder.Services.AddSingleton<BallotAppender>();
        builder.Services.AddHostedService(services => services.GetRequiredService<BallotAppender>());
        builder.Services.AddSingleton<BallotBox>();
    }
}
