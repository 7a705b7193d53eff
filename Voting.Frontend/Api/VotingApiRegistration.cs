namespace Voting.Frontend.Api;

internal static class VotingApiRegistration
{
    public static void AddVotingApi(this IServiceCollection services) =>
        services.AddHttpClient<VotingApiClient>(http => http.BaseAddress = new("https+http://api"));
}
