using System.Diagnostics;

namespace Voting.Api.Http;

/// <summary>
/// The one deadline of a request, whatever it waits for and how often: several answers that each are just in time would together be late.
/// What talks to a store asks how much is left (<see cref="Streams.RedisReply"/>, <see cref="Polls.StatementDeadline"/>). Work in the
/// background has no deadline.
/// </summary>
internal sealed class Deadline
{
    /// <summary>Everybody has an answer within five seconds.</summary>
    public static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    private static readonly AsyncLocal<Deadline?> _current = new();
    private readonly long _began = Stopwatch.GetTimestamp();
    private volatile bool _ended;

    private Deadline()
    {
    }

    /// <summary>How long the request may still take; null where nobody waits.</summary>
    public static TimeSpan? Left => _current.Value is { _ended: false } deadline ? Promised - Stopwatch.GetElapsedTime(deadline._began) : null;

    /// <summary>What follows takes as long as it needs: a long answer, which its reader sees arrive.</summary>
    public static void End()
    {
        if (_current.Value is { } deadline)
        {
            deadline._ended = true;
        }
    }

    /// <summary>Begins the deadline of each request.</summary>
    public static Task BeginAsync(HttpContext http, RequestDelegate next)
    {
        _current.Value = new();
        return next(http);
    }
}
