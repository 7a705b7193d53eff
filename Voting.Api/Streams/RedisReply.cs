using Voting.Api.Http;

namespace Voting.Api.Streams;

/// <summary>How long a reply of Redis is waited for: a voter has an answer within five seconds.</summary>
/// <remarks>The client's own <c>AsyncTimeout</c> starts when a command is written. While there is no connection a command waits in its backlog, whose limit was measured at six seconds.</remarks>
internal static class RedisReply
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan _margin = TimeSpan.FromSeconds(0.5);

    /// <exception cref="TimeoutException">No reply came: what was asked for may or may not have been done.</exception>
    public static Task<T> InTimeAsync<T>(this Task<T> reply) => reply.WaitAsync(Patience);

    /// <summary>How long is waited now: what the request's <see cref="Deadline"/> leaves, and some time to say so.</summary>
    public static TimeSpan Patience
        => Deadline.Left is not { } left || left - _margin >= _longest ? _longest
            : left > _margin ? left - _margin : TimeSpan.Zero;
}
