using System.Diagnostics.Metrics;

namespace Voting.Results;

/// <summary>What this service measures.</summary>
internal sealed class ResultsTelemetry
{
    public const string Name = "Voting.Results";

    public ResultsTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        Viewers = meter.CreateUpDownCounter<long>("voting.results.viewers", "{viewer}", "Live streams that are open.");
        Pushes = meter.CreateCounter<long>("voting.results.pushes", "{push}", "Pictures and snapshots written to live streams.");
        ReadDuration = meter.CreateHistogram<double>("voting.results.read.duration", "s", "Time to read one poll or the balance from the ledger.");
        Unreadable = meter.CreateCounter<long>("voting.results.unreadable", "{read}", "Reads of a poll that failed for a reason of its own data, not of an outage.");
        NotificationLag = meter.CreateHistogram<double>(
            "voting.results.notification.lag", "s", "Time from a notification to the picture that contains the change.");
    }

    public UpDownCounter<long> Viewers { get; }

    public Counter<long> Pushes { get; }

    public Histogram<double> ReadDuration { get; }

    public Counter<long> Unreadable { get; }

    public Histogram<double> NotificationLag { get; }
}
