using System.Diagnostics;

namespace Voting.Worker.Intake;

/// <summary>Keeps the intake going: when Redis or PostgreSQL is away it waits and starts again, and never dies of it.</summary>
internal sealed class IntakeService(VoteIntake intake, SchemaReadiness schema, ILogger<IntakeService> logger) : BackgroundService
{
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
                Log.IntakeInterrupted(logger, exception.Message);
                pause = Stopwatch.GetElapsedTime(started) > _longestPause ? _firstPause : Min(pause * 2, _longestPause);
                await Task.Delay(pause, stoppingToken);
            }
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
