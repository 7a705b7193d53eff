using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Voting.Results.Ledger;

namespace Voting.Results.Live;

/// <summary>The newest picture of every poll, in memory, and who is watching it. Viewers cause no reads.</summary>
internal sealed class TallyBoard(BoardArtist artist, IOptions<LiveOptions> options, ResultsTelemetry telemetry)
{
    private readonly ConcurrentDictionary<string, Topic> _topics = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private IReadOnlyList<string> _order = [];
    private LedgerBalance? _balance;
    private bool _connected;
    private DateTimeOffset _knownAt;
    private int _viewers;

    /// <summary>The ledger was read at least once.</summary>
    public bool IsLoaded { get; private set; }

    public bool IsConnected
    {
        get
        {
            lock (_gate)
                return _connected;
        }
    }

    /// <summary>Every poll, the newest first.</summary>
    public IReadOnlyList<PollTally> Polls
    {
        get
        {
            lock (_gate)
                return [.. _order.Select(poll => Find(poll)?.View.Tally).OfType<PollTally>()];
        }
    }

    public Frame? Find(string poll) => _topics.GetValueOrDefault(poll)?.Newest;

    /// <summary>What the board of a poll shows at this moment; null where the ledger knows no such poll.</summary>
    public BoardView? ViewOf(string poll)
    {
        lock (_gate)
            return Find(poll) is { } frame ? frame.View with { KnownAt = _knownAt } : null;
    }

    /// <summary>Starts watching; null where the process has as many viewers as it promised to serve. The newest picture comes first.</summary>
    public Watch? TryWatch(string poll)
    {
        if (!_topics.TryGetValue(poll, out var topic))
            return null;
        if (Interlocked.Increment(ref _viewers) > options.Value.MaxViewers)
        {
            Interlocked.Decrement(ref _viewers);
            return null;
        }

        telemetry.Viewers.Add(1);
        return topic.Watch(() =>
        {
            Interlocked.Decrement(ref _viewers);
            telemetry.Viewers.Add(-1);
        });
    }

    /// <summary>Everything, as just read: after a start and after every lost connection.</summary>
    public void Load(IReadOnlyList<PollTally> tallies, LedgerBalance? balance, DateTimeOffset now)
    {
        lock (_gate)
        {
            (_balance, _connected, _knownAt) = (balance, true, now);
            _order = [.. tallies.Select(tally => tally.Poll)];
            foreach (var tally in tallies)
                Publish(tally);
            IsLoaded = true;
        }
    }

    public void Show(PollTally tally)
    {
        lock (_gate)
        {
            if (!_topics.ContainsKey(tally.Poll))
                _order = [tally.Poll, .. _order];
            Publish(tally);
        }
    }

    public void Show(LedgerBalance? balance)
    {
        lock (_gate)
        {
            if (balance == _balance)
                return;
            _balance = balance;
            Redraw();
        }
    }

    /// <summary>The connection answered: what is shown is current.</summary>
    public void Confirm(DateTimeOffset now)
    {
        lock (_gate)
            _knownAt = now;
    }

    /// <summary>The connection is lost: what is shown is as of the last confirmation.</summary>
    public void Disconnect()
    {
        lock (_gate)
        {
            if (!_connected)
                return;
            _connected = false;
            Redraw();
        }
    }

    private void Redraw()
    {
        foreach (var topic in _topics.Values)
        {
            if (topic.Newest is { } newest)
                Publish(newest.View.Tally);
        }
    }

    private void Publish(PollTally tally) =>
        _topics.GetOrAdd(tally.Poll, _ => new()).Publish(new(new(tally, _balance, _connected, _knownAt), artist.DrawAsync));
}
