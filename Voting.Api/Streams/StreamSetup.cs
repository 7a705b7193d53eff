using StackExchange.Redis;

namespace Voting.Api.Streams;

internal static class StreamSetup
{
    public static void AddVoteStream(this WebApplicationBuilder builder)
    {
        builder.AddRedisClient("redis", configureOptions: options =>
        {
            options.ConnectTimeout = 1_000;
            options.ReconnectRetryPolicy = new LinearRetry(250);
        });
        builder.Services.AddSingleton<VoteStream>();
    }
}
