using StackExchange.Redis;

namespace Voting.Api.Streams;

internal static class StreamsServiceCollectionExtensions
{
    public static void AddVoteStream(this WebApplicationBuilder builder)
    {
        builder.AddRedisClient("redis", configureOptions: options =>
        {
            options.ConnectTimeout = 1_000;
            options.ReconnectRetryPolicy = new LinearRetry(250);
            // Seconds. A new connection that nobody answers, because the server went away in that moment, is given up after as long; by default a minute.
            options.KeepAlive = 2;
        });
        builder.Services.AddSingleton<VoteStream>();
    }
}
