namespace Voting.Frontend.Voters;

internal static class VotersServiceCollectionExtensions
{
    public static void AddVoters(this IServiceCollection services) =>
        services.AddSingleton<VoterCookies>().AddSingleton<BallotCookies>().AddSingleton<FormOrigin>().AddSingleton(TimeProvider.System);
}
