using System.Diagnostics.Metrics;

namespace Voting.Worker.Balance;

/// <summary>The ledger balance as metrics.</summary>
internal sealed class BalanceTelemetry : IDisposable
{
    private readonly Meter _meter;
    private LedgerBalance? _latest;

    public BalanceTelemetry(IMeterFactory meters, IntakeProgress progress)
    {
        _meter = meters.Create(Intake.IntakeTelemetry.Name);
        _meter.CreateObservableGauge("voting.ledger.balance", () => Read(b => b.Balance), "{entry}", "Accepted entries without an outcome and not in flight; anything but 0 is an alarm.");
        _meter.CreateObservableGauge("voting.stream.backlog", () => Read(b => b.InFlight), "{entry}", "Accepted entries that are not stored yet.");
        _meter.CreateObservableGauge("voting.stream.dead_letters", () => Read(b => b.DeadLettered), "{entry}", "Entries ever set aside.");
        _meter.CreateObservableGauge("voting.intake.still", () => progress.StillFor.TotalSeconds, "s", "Time for which entries have waited while none got an outcome; 0 while they move.");
    }

    public void Record(LedgerBalance balance) => _latest = balance;

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<long>> Read(Func<LedgerBalance, long> value)
        => _latest is { } latest ? [new(value(latest))] : [];
}
