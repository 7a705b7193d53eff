using System.Diagnostics.Metrics;

namespace Voting.Worker.Ledger;

/// <summary>What storing says of itself.</summary>
internal sealed class LedgerTelemetry : IDisposable
{
    private readonly Meter _meter;
    private readonly Histogram<double> _lockDuration;

    public LedgerTelemetry(IMeterFactory meters)
    {
        _meter = meters.Create(Intake.IntakeTelemetry.Name);
        _lockDuration = _meter.CreateHistogram<double>("voting.ledger.lock.duration", "s", "Time that a batch waited for other writers of its polls.");
    }

    /// <summary>A batch has its locks.</summary>
    public void Locked(double seconds) => _lockDuration.Record(seconds);

    public void Dispose() => _meter.Dispose();
}
