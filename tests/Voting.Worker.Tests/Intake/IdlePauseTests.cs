using System.Diagnostics;
using Voting.Worker.Intake;

namespace Voting.Worker.Tests.Intake;

public sealed class IdlePauseTests
{
    private static readonly TimeSpan _longest = TimeSpan.FromHours(1);

    [Fact]
    public async Task The_pause_doubles_while_nothing_comes_and_is_the_linger_after_votes()
    {
        var pause = new IdlePause(linger: TimeSpan.Zero, longest: TimeSpan.FromMilliseconds(20));
        var started = Stopwatch.GetTimestamp();
        foreach (var round in Enumerable.Range(0, 6))
        {
            await pause.AfterAsync(entries: 0, default); // 1, 3, 7, 15, 20, 20
        }

        Assert.True(Stopwatch.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(60));
        Assert.True(pause.AfterAsync(entries: 1, default).IsCompletedSuccessfully, "No linger: no wait.");
    }

    [Fact]
    public async Task A_pause_ends_when_the_worker_stops()
    {
        using var stop = new CancellationTokenSource();
        var waiting = new IdlePause(linger: _longest, _longest).AfterAsync(entries: 1, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
