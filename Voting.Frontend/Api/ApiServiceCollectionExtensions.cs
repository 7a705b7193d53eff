namespace Voting.Frontend.Api;

internal static class ApiServiceCollectionExtensions
{
    public static void AddVotingApi(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddTransient<ForwardClientAddress>();
        services.AddHttpClient<ApiSender>(http => http.BaseAddress = new("https+http://api")).AddHttpMessageHandler<ForwardClientAddress>();
        services.AddTransient<VotingApiClient>();
    }
}

/// <summary>Tells the API on whose behalf this site asks: the API's limits are for each voter's address, and not for this site as a whole.</summary>
internal sealed class ForwardClientAddress(IHttpContextAccessor context) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (context.HttpContext?.Connection.RemoteIpAddress is { } address)
        {
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", address.ToString());
        }

        return base.SendAsync(request, cancellationToken);
    }
}
