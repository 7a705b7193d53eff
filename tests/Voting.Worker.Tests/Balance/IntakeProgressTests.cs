using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Voting.Worker.Balance;
using Voting.Worker.Intake;

namespace Voting.Worker.Tests.Balance;

public sealed class IntakeProgressTests
{
    private readonly Clock _clock = new();
    private readonly IntakeProgress _progress;

    public IntakeProgressTests() => _progress = new(Options.Create(new IntakeOptions()), _clock, NullLogger<IntakeProgress>.Instance);

    [Theory]
    [InlineData(29, HealthStatus.Healthy)]
    [InlineData(31, HealthStatus.Unhealthy)]
    public async Task Entries_that_wait_without_an_outcome_make_the_worker_unhealthy_after_half_a_minute(int seconds, HealthStatus status)
    {
        Observe(stored: 5, inFlight: 3);
        Pass(seconds);
        Observe(stored: 5, inFlight: 4);

        Assert.Equal(status, await StatusAsync());
    }

    [Fact]
    public async Task A_stored_entry_and_a_dead_lettered_one_are_progress()
    {
        Observe(stored: 5, inFlight: 3);
        Pass(20);
        Observe(stored: 6, inFlight: 2);
        Pass(20);
        Observe(stored: 6, inFlight: 1, dead: 1);
        Pass(20);
        Observe(stored: 6, inFlight: 1, dead: 1);

        Assert.Equal(HealthStatus.Healthy, await StatusAsync());
        Assert.Equal(20, _progress.StillFor.TotalSeconds);
    }

    [Fact]
    public async Task Where_nothing_waits_nothing_is_still()
    {
        Observe(stored: 5, inFlight: 0);
        Pass(3_600);
        Observe(stored: 5, inFlight: 0);

        Assert.Equal(HealthStatus.Healthy, await StatusAsync());
    }

    [Fact]
    public async Task An_outage_of_a_store_is_not_taken_for_an_intake_that_stands_still()
    {
        Observe(stored: 5, inFlight: 3);
        Pass(20);
        _progress.ObserveNothing();
        Pass(20);
        Observe(stored: 5, inFlight: 3);
        Pass(20);
        Observe(stored: 5, inFlight: 3);

        Assert.Equal(HealthStatus.Healthy, await StatusAsync());
    }

    private async Task<HealthStatus> StatusAsync() => (await new IntakeProgressHealthCheck(_progress).CheckHealthAsync(new())).Status;

    private void Observe(long stored, long inFlight, long dead = 0) => _progress.Observe(new(stored + inFlight + dead, stored, inFlight, dead, 0));

    private void Pass(int seconds) => _clock.Seconds += seconds;

    private sealed class Clock : TimeProvider
    {
        public int Seconds { get; set; } = 1;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
