namespace Voting.Frontend.Api;

internal static class ApiServiceCollectionExtensions
{
    public static void AddVotingApi(this IServiceCollection services) =>
        services.AddHttpClient<VotingApiClient>(http => http.BaseAddress = new("https+http://api"));
}
