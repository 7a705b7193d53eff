using StackExchange.Redis;

namespace Voting.Worker.Streams;

internal static class StreamsServiceCollectionExtensions
{
    public static void AddVoteStream(this WebApplicationBuilder builder)
    {
        builder.AddRedisClient("redis", configureOptions: options =>
        {
            options.ConnectTimeout = 1_000;
            // A reply that has not come by then is an outage: the entries stay pending, and the intake starts again.
            options.AsyncTimeout = 3_500;
            options.ReconnectRetryPolicy = new LinearRetry(250);
            // Seconds. A new connection that nobody answers, because the server went away in that moment, is given up after as long; by default a minute.
            options.KeepAlive = 2;
        });
        builder.Services.AddSingleton(ConsumerName.Create());
        builder.Services.AddSingleton<StreamClock>();
        builder.Services.AddSingleton<VoteStream>();
        builder.Services.AddSingleton<DeadLetterStream>();
    }
}
