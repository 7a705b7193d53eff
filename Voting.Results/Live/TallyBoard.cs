using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Voting.Results.Ledger;

namespace Voting.Results.Live;

/// <summary>The newest picture of every poll that someone looks at, in memory, and who is watching it.</summary>
internal sealed class TallyBoard(BoardArtist artist, IOptions<LiveOptions> options, ResultsTelemetry telemetry, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Topic> _topics = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private LedgerBalance? _balance;
    private bool _connected;
    private DateTimeOffset _knownAt;
    private int _viewers;

    public bool IsConnected
    {
        get
        {
            lock (_gate)
            {
                return _connected;
            }
        }
    }

    /// <summary>The polls that have a picture.</summary>
    public IReadOnlyCollection<string> Shown => [.. _topics.Keys];

    public bool Shows(string poll) => _topics.ContainsKey(poll);

    /// <summary>The picture that is there; null where none was asked for, or none could be made.</summary>
    public Frame? Find(string poll)
    {
        if (!_topics.TryGetValue(poll, out var topic))
        {
            return null;
        }

        topic.AskedAt = time.GetTimestamp();
        return topic.Newest;
    }

    /// <summary>What the board of a poll shows at this moment; null where there is no picture of it.</summary>
    public BoardView? ViewOf(string poll)
    {
        lock (_gate)
        {
            return Find(poll)?.View is { } view ? view.IsCurrent ? view with { KnownAt = _knownAt } : view : null;
        }
    }

    /// <summary>Starts watching; null where there is no picture, or the process has as many viewers as it promised to serve. The newest picture comes first.</summary>
    public Watch? TryWatch(string poll)
    {
        lock (_gate)
        {
            if (!_topics.TryGetValue(poll, out var topic))
            {
                return null;
            }

            if (Interlocked.Increment(ref _viewers) > options.Value.MaxViewers)
            {
                Interlocked.Decrement(ref _viewers);
                return null;
            }

            telemetry.Viewers.Add(1);
            return topic.Watch(() =>
            {
                topic.AskedAt = time.GetTimestamp();
                Interlocked.Decrement(ref _viewers);
                telemetry.Viewers.Add(-1);
            });
        }
    }

    /// <summary>The poll as just read.</summary>
    public void Show(PollTally tally)
    {
        lock (_gate)
        {
            var topic = _topics.GetOrAdd(tally.Poll, _ => new() { AskedAt = time.GetTimestamp() });
            topic.Publish(FrameOf(new(tally, _balance, _connected, _knownAt)));
        }
    }

    /// <summary>The poll's row cannot be read: what was shown is not current any more.</summary>
    public void ShowUnreadable(string poll)
    {
        lock (_gate)
        {
            if (_topics.TryGetValue(poll, out var topic) && topic.Newest is { View: { Readable: true } view })
            {
                topic.Publish(FrameOf(view with { Readable = false, KnownAt = view.Tally.AsOf }));
            }
        }
    }

    public void Show(LedgerBalance? balance)
    {
        lock (_gate)
        {
            if (balance == _balance)
            {
                return;
            }

            _balance = balance;
            Redraw(view => view with { Balance = balance, KnownAt = view.IsCurrent ? _knownAt : view.KnownAt });
        }
    }

    /// <summary>Changes are heard of again. What is shown becomes current one by one, as it is read.</summary>
    public void Connect(DateTimeOffset now)
    {
        lock (_gate)
        {
            (_connected, _knownAt) = (true, now);
        }
    }

    /// <summary>The connection answered: what is shown is current.</summary>
    public void Confirm(DateTimeOffset now)
    {
        lock (_gate)
        {
            _knownAt = now;
        }
    }

    /// <summary>The connection is lost: what is shown is as of the last confirmation.</summary>
    public void Disconnect()
    {
        lock (_gate)
        {
            if (!_connected)
            {
                return;
            }

            _connected = false;
            Redraw(view => view with { Connected = false, KnownAt = view.IsCurrent ? _knownAt : view.KnownAt });
        }
    }

    /// <summary>Forgets the pictures that nobody has watched or asked for in a while: they are read no more.</summary>
    public void LetGo()
    {
        lock (_gate)
        {
            foreach (var (poll, topic) in _topics)
            {
                if (!topic.IsWatched && time.GetElapsedTime(topic.AskedAt).TotalSeconds > options.Value.KeepSeconds)
                {
                    _topics.TryRemove(poll, out _);
                }
            }
        }
    }

    private void Redraw(Func<BoardView, BoardView> change)
    {
        foreach (var topic in _topics.Values)
        {
            if (topic.Newest is { } newest)
            {
                topic.Publish(FrameOf(change(newest.View)));
            }
        }
    }

    private Frame FrameOf(BoardView view) => new(view, artist.DrawAsync);
}
