namespace Voting.Api.Streams;

/// <summary>How long a reply of Redis is waited for: a voter has an answer within five seconds.</summary>
/// <remarks>The client's own <c>AsyncTimeout</c> starts when a command is written. While there is no connection a command waits in its backlog, whose limit was measured at six seconds.</remarks>
internal static class RedisReply
{
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(4);

    /// <exception cref="TimeoutException">No reply came: what was asked for may or may not have been done.</exception>
    public static Task<T> InTimeAsync<T>(this Task<T> reply) => reply.WaitAsync(_timeout);
}
