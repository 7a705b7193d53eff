using System.Threading.Channels;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Tells any number of readers what there is already, and then everything new. One that does not keep up loses what is oldest.</summary>
internal sealed class Broadcast<T>(int capacity)
{
    private const int Batch = 500;
    private readonly HashSet<Channel<T>> _readers = [];

    /// <summary>Reads what there is while nobody changes it.</summary>
    public TResult Read<TResult>(Func<TResult> read)
    {
        lock (_readers)
            return read();
    }

    /// <summary>Changes what there is, and tells what is new.</summary>
    public void Send(Func<T> change)
    {
        lock (_readers)
        {
            var item = change();
            foreach (var reader in _readers)
                reader.Writer.TryWrite(item);
        }
    }

    /// <summary>What <paramref name="already"/> is there, and then what is sent, several at a time where they come fast.</summary>
    public async IAsyncEnumerable<IReadOnlyList<T>> ReadAsync(
        IEnumerable<T> already, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var reader = Channel.CreateBounded<T>(new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_readers)
        {
            foreach (var item in already)
                reader.Writer.TryWrite(item);

            _readers.Add(reader);
        }

        try
        {
            while (await reader.Reader.WaitToReadAsync(cancellationToken))
            {
                List<T> items = [];
                while (items.Count < Batch && reader.Reader.TryRead(out var item))
                    items.Add(item);

                yield return items;
            }
        }
        finally
        {
            lock (_readers)
                _readers.Remove(reader);
        }
    }
}
