using StackExchange.Redis;

namespace Voting.Api.Streams;

/// <summary>Asks Redis and waits for the reply, but not for ever, which the library's own async calls would.</summary>
internal static class RedisReply
{
    /// <summary>How long a reply is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <exception cref="RedisException">Redis is away, or refuses.</exception>
    /// <exception cref="TimeoutException">No reply came: what was asked for may or may not have been done.</exception>
    public static async Task<T> WaitAsync<T>(Func<Task<T>> question, CancellationToken ct)
    {
        try
        {
            return await question().WaitAsync(Patience, ct);
        }
        catch (Exception exception) when (exception is not (RedisException or TimeoutException) && !ct.IsCancellationRequested)
        {
            // A client that is between two connections may throw what it did not mean to. To a voter that is a Redis without a reply.
            throw new TimeoutException($"No reply from Redis: {exception.GetType().Name}: {exception.Message}", exception);
        }
    }
}
