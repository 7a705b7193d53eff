using Voting.Contracts.Ballots;

namespace Voting.Worker.Intake;

internal static class IntakeServiceCollectionExtensions
{
    public static void AddIntake(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<IntakeOptions>().BindConfiguration(IntakeOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(new BallotSeal(builder.OptionalKeys(BallotSeal.Section)));
        builder.Services.AddSingleton<IntakeTelemetry>();
        builder.Services.AddSingleton<DeadLetters>();
        builder.Services.AddSingleton<DeferredEntries>();
        builder.Services.AddSingleton<VoteIntake>();
        builder.Services.AddHostedService<IntakeService>();
    }
}
