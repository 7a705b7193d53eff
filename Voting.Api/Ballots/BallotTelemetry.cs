using System.Diagnostics.Metrics;
using Voting.Api.Streams;

namespace Voting.Api.Ballots;

/// <summary>What the door counts.</summary>
internal sealed class BallotTelemetry : IDisposable
{
    public const string Name = "Voting.Api";

    private static readonly KeyValuePair<string, object?>[] _outcomes =
        [.. Enum.GetNames<AppendOutcome>().Select(name => new KeyValuePair<string, object?>("outcome", name.ToLowerInvariant()))];

    private readonly Meter _meter;
    private readonly Counter<long> _cast;

    public BallotTelemetry(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _cast = _meter.CreateCounter<long>("voting.ballots.cast", "{ballot}", "Well-formed ballots by what the door said: accepted, replayed, closed, full and so on.");
    }

    public void Cast(AppendOutcome outcome) => _cast.Add(1, _outcomes[(int)outcome]);

    public void Dispose() => _meter.Dispose();
}
