using System.Diagnostics.Metrics;
using Voting.Worker.Streams;

namespace Voting.Worker.Balance;

/// <summary>
/// What the stream, the ledger and both together say, as metrics. Each is measured without the others, so that votes that pile up while
/// PostgreSQL is away are seen; one that was not measured in the last ten seconds is absent.
/// </summary>
internal sealed class BalanceTelemetry : IDisposable
{
    private readonly Meter _meter;

    public BalanceTelemetry(IMeterFactory meters, IntakeProgress progress, TimeProvider time)
    {
        (Stream, Ledger, Balance) = (new(time), new(time), new(time));
        _meter = meters.Create(Intake.IntakeTelemetry.Name);
        _meter.CreateObservableGauge("voting.ledger.balance", () => Of(Balance, b => b.Balance), "{entry}", "Accepted entries without an outcome and not in flight; anything but 0 is an alarm.");
        _meter.CreateObservableGauge("voting.ledger.stored", () => Of(Ledger, l => l.Entries), "{entry}", "Entries with an outcome in the ledger.");
        _meter.CreateObservableGauge("voting.stream.backlog", () => Of(Stream, s => s.InFlight), "{entry}", "Accepted entries that are not stored yet.");
        _meter.CreateObservableGauge("voting.stream.pending", () => Of(Stream, s => s.Pending), "{entry}", "Of the backlog, entries that a worker has read.");
        _meter.CreateObservableGauge("voting.stream.dead_letters", () => Of(Stream, s => s.DeadLettered), "{entry}", "Entries ever dead-lettered.");
        _meter.CreateObservableGauge("voting.intake.still", () => progress.StillFor.TotalSeconds, "s", "Time for which entries have waited while none got an outcome; 0 while they move.");
        _meter.CreateObservableGauge("voting.reading.age", Ages, "s", "Time since the stream, the ledger, and the balance of both were last measured.");
    }

    /// <summary>The stream's own account.</summary>
    public Reading<StreamTotals> Stream { get; }

    /// <summary>What the ledger holds.</summary>
    public Reading<LedgerTotal> Ledger { get; }

    /// <summary>Both, measured together.</summary>
    public Reading<LedgerBalance> Balance { get; }

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> Of<T>(Reading<T> reading, Func<T, long> value)
        where T : class => reading.Current is { } current ? [new(value(current))] : [];

    private IEnumerable<Measurement<double>> Ages()
        => [Age("stream", Stream.Age), Age("ledger", Ledger.Age), Age("balance", Balance.Age)];

    private static Measurement<double> Age(string reading, TimeSpan age) => new(age.TotalSeconds, new KeyValuePair<string, object?>("reading", reading));
}

/// <summary>Entries of the stream that have an outcome in the ledger.</summary>
internal sealed record LedgerTotal(long Entries);
