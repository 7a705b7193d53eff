using System.Threading.Channels;

namespace Voting.Results.Live;

/// <summary>One viewer of one poll. Whoever is slow gets only the newest picture.</summary>
internal sealed class Watch(Action left) : IDisposable
{
    private readonly Channel<Frame> _frames =
        Channel.CreateBounded<Frame>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private Action? _left = left;

    public ChannelReader<Frame> Frames => _frames.Reader;

    public void Offer(Frame frame) => _frames.Writer.TryWrite(frame);

    public void Dispose() => Interlocked.Exchange(ref _left, null)?.Invoke();
}
