using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Voting.Worker.Tests.Stores;

/// <summary>The metrics of one worker, as an exporter sees them.</summary>
internal sealed class WorkerMetrics : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _seen = new();

    public WorkerMetrics(WorkerHost worker)
    {
        var factory = worker.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory) && instrument.Name.StartsWith("voting.", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>What was recorded until now of an instrument that is no gauge.</summary>
    public IReadOnlyList<double> Recorded(string name) => [.. _seen.Where(seen => seen.Name == name).Select(seen => seen.Value)];

    /// <summary>What a gauge says now; null: nothing.</summary>
    public double? Now(string name, string tags = "")
    {
        _seen.Clear();
        _listener.RecordObservableInstruments();
        return _seen.Where(seen => seen.Name == name && seen.Tags == tags).Select(seen => (double?)seen.Value).SingleOrDefault();
    }

    public void Dispose() => _listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        => _seen.Enqueue((instrument.Name, value, string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
}
