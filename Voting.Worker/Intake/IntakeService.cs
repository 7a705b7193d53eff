using System.Diagnostics;
using System.Net.Sockets;
using Npgsql;
using StackExchange.Redis;
using Voting.Worker.Ledger;

namespace Voting.Worker.Intake;

/// <summary>Keeps the intake going: when Redis or PostgreSQL is away it waits and starts again, and never dies of it.</summary>
internal sealed class IntakeService(VoteIntake intake, SchemaReadiness schema, IntakeTelemetry telemetry, ILogger<IntakeService> logger) : BackgroundService
{
    // What a Redis answers that is loading, full, read-only, or came back without its data.
    private static readonly string[] _passingReplies = ["LOADING", "OOM", "READONLY", "MASTERDOWN", "MISCONF", "BUSY", "NOGROUP", "TRYAGAIN", "NOREPLICAS"];

    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.Ready.WaitAsync(stoppingToken);

        var pause = _firstPause;
        long interrupted = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            try
            {
                if (interrupted != 0)
                {
                    Log.IntakeResumed(logger, Stopwatch.GetElapsedTime(interrupted).TotalSeconds);
                }

                await intake.RunAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it was, the entries are still pending: trying again is always right.
                interrupted = Stopwatch.GetTimestamp();
                if (IsOutage(exception))
                {
                    Log.IntakeInterrupted(logger, exception.Message);
                }
                else
                {
                    Log.IntakeFailed(logger, exception);
                    telemetry.Failed(exception);
                }

                pause = Stopwatch.GetElapsedTime(started) > _longestPause ? _firstPause : Min(pause * 2, _longestPause);
                await Task.Delay(pause, stoppingToken);
            }
        }
    }

    /// <summary>A store is away, or refuses everything for now. Anything else is a fault of this program or of its set-up.</summary>
    internal static bool IsOutage(Exception exception) => exception switch
    {
        NpgsqlException database => LedgerRefusal.IsPassing(database),
        RedisServerException reply => IsPassingReply(reply.Message),
        RedisException or TimeoutException or IOException or SocketException => true,
        ObjectDisposedException => true, // the connection, which is made anew
        _ => false,
    };

    internal static bool IsPassingReply(string message) => _passingReplies.Any(word => message.StartsWith(word, StringComparison.Ordinal));

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
