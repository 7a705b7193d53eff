namespace Voting.Frontend.Voters;

internal static class VoterRegistration
{
    public static void AddVoters(this IServiceCollection services) =>
        services.AddSingleton<VoterCookie>().AddSingleton<BallotCookie>().AddSingleton(TimeProvider.System);
}
