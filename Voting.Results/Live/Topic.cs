using System.Collections.Immutable;

namespace Voting.Results.Live;

/// <summary>One poll's newest picture and its viewers.</summary>
internal sealed class Topic
{
    private readonly Lock _gate = new();
    private ImmutableList<Watch> _watches = [];
    private volatile Frame? _newest;

    public Frame? Newest => _newest;

    /// <summary>When someone last asked for it, as a timestamp of the board's clock.</summary>
    public long AskedAt { get; set; }

    public bool IsWatched => !_watches.IsEmpty;

    public void Publish(Frame frame)
    {
        lock (_gate)
        {
            _newest = frame;
            foreach (var watch in _watches)
            {
                watch.Offer(frame);
            }
        }
    }

    public Watch Watch(Action left)
    {
        Watch watch = null!;
        watch = new(() =>
        {
            lock (_gate)
            {
                _watches = _watches.Remove(watch);
            }

            left();
        });
        lock (_gate)
        {
            _watches = _watches.Add(watch);
            if (_newest is { } newest)
            {
                watch.Offer(newest);
            }
        }

        return watch;
    }
}
