using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Voting.Worker.Intake;

/// <summary>What the intake says of itself, and the end of each vote's trace.</summary>
internal sealed class IntakeTelemetry : IDisposable
{
    public const string Name = "Voting.Worker";

    // Each span of a vote that is traced costs; a burst needs no more examples than these.
    private const int MaxTracedPerBatch = 64;

    private static readonly ActivitySource _source = new(Name);

    private readonly Meter _meter;
    private readonly Counter<long> _stored;
    private readonly Counter<long> _deadLettered;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _batchDuration;
    private readonly Histogram<long> _batchSize;
    private readonly Histogram<double> _age;

    public IntakeTelemetry(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _stored = _meter.CreateCounter<long>("voting.ballots.stored", "{ballot}", "Ballots committed to the ledger.");
        _deadLettered = _meter.CreateCounter<long>("voting.entries.dead_lettered", "{entry}", "Stream entries moved to the dead letters.");
        _failures = _meter.CreateCounter<long>("voting.intake.failures", "{failure}", "Errors that stopped the intake and are not an outage of a store.");
        _batchDuration = _meter.CreateHistogram<double>("voting.intake.batch.duration", "s", "Time from a read batch to its commit.");
        _batchSize = _meter.CreateHistogram<long>("voting.intake.batch.size", "{entry}", "Entries in a batch.");
        _age = _meter.CreateHistogram<double>("voting.ballots.age", "s", "Time from a ballot's acceptance to its commit, by the oldest ballot of each batch.");
    }

    public void BatchStored(int entries, TimeSpan duration)
    {
        _batchSize.Record(entries);
        _batchDuration.Record(duration.TotalSeconds);
    }

    /// <param name="reason">Of a reason that ends in the database's own words, the metric has the part before the colon: its values must be few.</param>
    public void EntryDeadLettered(string reason) => _deadLettered.Add(1, new KeyValuePair<string, object?>("reason", reason.Split(':')[0]));

    /// <summary>The intake was stopped by an error that is not an outage.</summary>
    public void Failed(Exception exception) => _failures.Add(1, new KeyValuePair<string, object?>("error.type", exception.GetType().FullName));

    public void BallotsStored(IReadOnlyList<StreamEvent.BallotEntry> ballots, int stored, DateTimeOffset started)
    {
        _stored.Add(stored);
        _age.Record((DateTimeOffset.UtcNow - ballots[0].AcceptedAt).TotalSeconds);
        if (!_source.HasListeners())
        {
            return;
        }

        foreach (var ballot in ballots.Where(b => b.TraceParent is not null).Take(MaxTracedPerBatch))
        {
            if (ActivityContext.TryParse(ballot.TraceParent, null, isRemote: true, out var sender))
            {
                using var span = _source.StartActivity("votes process", ActivityKind.Consumer, sender, startTime: started);
                span?.SetTag("messaging.system", "redis");
                span?.SetTag("messaging.destination.name", "votes");
                span?.SetTag("messaging.message.id", ballot.EntryId);
                span?.SetTag("messaging.batch.message_count", ballots.Count);
            }
        }
    }

    public void Dispose() => _meter.Dispose();
}
