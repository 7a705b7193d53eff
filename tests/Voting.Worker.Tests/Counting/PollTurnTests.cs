using Voting.Worker.Counting;

namespace Voting.Worker.Tests.Counting;

/// <summary>When a poll is counted.</summary>
public sealed class PollTurnTests
{
    private readonly Clock _clock = new();

    [Fact]
    public void A_poll_is_counted_at_once_and_then_at_most_once_a_second()
    {
        var turn = new PollTurn(_clock);
        Assert.Equal(TurnStep.Start, turn.Next(Stale(1)));
        turn.Start(Stale(1));
        turn.End(failed: false);

        _clock.Advance(0.9);
        Assert.Equal(TurnStep.Wait, turn.Next(Stale(2)));
        _clock.Advance(0.2);
        Assert.Equal(TurnStep.Start, turn.Next(Stale(2)));
    }

    [Fact]
    public void A_long_count_is_given_up_for_newer_ballots_but_never_twice_in_a_row()
    {
        var turn = new PollTurn(_clock);
        turn.Start(Stale(1));
        _clock.Advance(0.5);
        Assert.Equal(TurnStep.Wait, turn.Next(Stale(2)));
        _clock.Advance(1);
        Assert.Equal(TurnStep.Wait, turn.Next(Stale(1)));
        Assert.Equal(TurnStep.Cancel, turn.Next(Stale(2)));
        turn.Cancel();
        Assert.Equal(TurnStep.Wait, turn.Next(Stale(3)));
        turn.End(failed: false);

        Assert.Equal(TurnStep.Start, turn.Next(Stale(3)));
        turn.Start(Stale(3));
        _clock.Advance(10);
        Assert.Equal(TurnStep.Wait, turn.Next(Stale(4)));
        Assert.Equal(TurnStep.Cancel, turn.Next(Stale(4, final: true)));
    }

    [Fact]
    public void A_final_tally_does_not_wait_for_the_second_and_a_failed_count_does_for_half_a_minute()
    {
        var turn = new PollTurn(_clock);
        turn.Start(Stale(1));
        turn.End(failed: false);
        Assert.Equal(TurnStep.Start, turn.Next(Stale(1, final: true)));
        turn.Start(Stale(1, final: true));
        turn.End(failed: true);

        _clock.Advance(29);
        Assert.Equal(TurnStep.Wait, turn.Next(Stale(1, final: true)));
        _clock.Advance(2);
        Assert.Equal(TurnStep.Start, turn.Next(Stale(1, final: true)));
    }

    private static StaleCount Stale(long stored, bool final = false) => new(1, "chair", 1, stored, final);

    private sealed class Clock : TimeProvider
    {
        private long _ticks = 1_000_000_000;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(double seconds) => _ticks += TimeSpan.FromSeconds(seconds).Ticks;
    }
}
