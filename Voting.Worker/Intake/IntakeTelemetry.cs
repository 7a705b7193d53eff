using System.Diagnostics;
using System.Diagnostics.Metrics;
using Voting.Worker.Streams;

namespace Voting.Worker.Intake;

/// <summary>What the intake says of itself, and the end of each vote's trace.</summary>
internal sealed class IntakeTelemetry : IDisposable
{
    public const string Name = "Voting.Worker";

    // Each span of a vote that is traced costs; a burst needs no more examples than these.
    private const int MaxTracedPerBatch = 64;

    // OpenTelemetry's name of a span that takes messages: the operation and the destination.
    private const string Operation = $"process {VoteStream.Key}";

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

    /// <summary>
    /// The span of one batch, under which the SQL of the batch is recorded; linked to the votes in it that are traced. Null where nobody records it.
    /// </summary>
    public static Activity? StartBatch(Batch batch)
    {
        if (!_source.HasListeners())
        {
            return null;
        }

        var span = _source.StartActivity(Operation, ActivityKind.Consumer, parentContext: default, links: Traced(batch.Ballots).Select(vote => new ActivityLink(vote.Sender)));
        Describe(span)?.SetTag("messaging.batch.message_count", batch.Size);
        return span;
    }

    /// <summary>Ballots got their outcome in one transaction.</summary>
    public void BallotsStored(IReadOnlyList<StreamEvent.BallotEntry> ballots, int stored, DateTimeOffset started)
    {
        _stored.Add(stored);
        _age.Record((DateTimeOffset.UtcNow - ballots[0].AcceptedAt).TotalSeconds);
        if (!_source.HasListeners())
        {
            return;
        }

        foreach (var (ballot, sender) in Traced(ballots))
        {
            using var span = _source.StartActivity(Operation, ActivityKind.Consumer, sender, startTime: started);
            Describe(span)?.SetTag("messaging.message.id", ballot.EntryId);
        }
    }

    public void Dispose() => _meter.Dispose();

    private static Activity? Describe(Activity? span) => span?
        .SetTag("messaging.system", "redis")
        .SetTag("messaging.operation.type", "process")
        .SetTag("messaging.operation.name", "process")
        .SetTag("messaging.destination.name", VoteStream.Key)
        .SetTag("messaging.consumer.group.name", VoteStream.Group);

    // Only votes whose trace is recorded where they were cast.
    private static IEnumerable<(StreamEvent.BallotEntry Ballot, ActivityContext Sender)> Traced(IReadOnlyList<StreamEvent.BallotEntry> ballots)
    {
        var found = 0;
        foreach (var ballot in ballots)
        {
            if (ballot.TraceParent is { } parent && ActivityContext.TryParse(parent, null, isRemote: true, out var sender)
                && sender.TraceFlags.HasFlag(ActivityTraceFlags.Recorded))
            {
                yield return (ballot, sender);
                if (++found == MaxTracedPerBatch)
                {
                    yield break;
                }
            }
        }
    }
}
