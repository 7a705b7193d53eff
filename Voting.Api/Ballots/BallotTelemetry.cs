using System.Diagnostics;
using System.Diagnostics.Metrics;
using Voting.Api.Streams;

namespace Voting.Api.Ballots;

/// <summary>What the API counts of ballots, and the part of a vote's trace in which its ballot is made durable.</summary>
internal sealed class BallotTelemetry : IDisposable
{
    public const string Name = "Voting.Api";

    private static readonly KeyValuePair<string, object?>[] _outcomes =
        [.. Enum.GetNames<AppendOutcome>().Select(name => new KeyValuePair<string, object?>("outcome", name.ToLowerInvariant()))];

    private static readonly ActivitySource _source = new(Name);

    private readonly Meter _meter;
    private readonly Counter<long> _cast;

    public BallotTelemetry(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _cast = _meter.CreateCounter<long>("voting.ballots.cast", "{ballot}", "Well-formed ballots by outcome: accepted, replayed, closed, full and so on.");
    }

    /// <summary>From a checked ballot to its place on the stream, by the messaging conventions of OpenTelemetry; null where nobody records.</summary>
    public static Activity? StartSend() => _source.StartActivity("send votes", ActivityKind.Producer)
        ?.SetTag("messaging.system", "redis").SetTag("messaging.operation.type", "send").SetTag("messaging.destination.name", "votes");

    public void Cast(AppendOutcome outcome) => _cast.Add(1, _outcomes[(int)outcome]);

    public void Dispose() => _meter.Dispose();
}
