using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Voting.Stores;

/// <summary>A TCP proxy on the loopback before a store: its port can be closed, hang, or take connections that nobody will ever answer.</summary>
public sealed class StoreProxy : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Socket, byte> _open = new();
    private readonly int _target;
    private readonly CancellationTokenSource _ended = new();
    private Socket? _listener;
    private volatile TaskCompletionSource _flow = Flowing();
    private volatile bool _swallows;
    private TimeSpan _delay;

    /// <summary>Opens a port of its own.</summary>
    /// <param name="name">What it connects, for messages.</param>
    /// <param name="target">The store's port.</param>
    public StoreProxy(string name, int target)
    {
        (Name, _target, Port) = (name, target, FreePort.Find());
        Open();
    }

    /// <summary>What it connects.</summary>
    public string Name { get; }

    /// <summary>The port on 127.0.0.1 that stays the same.</summary>
    public int Port { get; }

    /// <summary>Connections are broken and new ones refused.</summary>
    public void Refuse()
    {
        _listener?.Dispose();
        _listener = null;
        Break();
    }

    /// <summary>Connections stay open, new ones are taken, and nothing comes through any more.</summary>
    public void Hang() => _flow = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Connections are broken; new ones are taken and never answered, also after <see cref="Restore"/>, as by a machine that is gone.</summary>
    public void Swallow()
    {
        _swallows = true;
        Break();
    }

    /// <summary>Everything comes through, but each piece this much later.</summary>
    public void Delay(TimeSpan delay) => _delay = delay;

    /// <summary>Ends any of them, for the connections that come from now on.</summary>
    public void Restore()
    {
        _swallows = false;
        _delay = default;
        if (_listener is null)
        {
            Open();
        }

        _flow.TrySetResult();
    }

    /// <summary>Breaks all connections and closes the port.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        Refuse();
        _ended.Dispose();
    }

    private void Open()
    {
        _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        _listener.Listen();
        _ = AcceptAsync(_listener);
    }

    private void Break()
    {
        foreach (var socket in _open.Keys)
        {
            socket.Dispose();
        }
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptAsync(_ended.Token));
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The port was closed.
        }
    }

    private async Task ServeAsync(Socket room)
    {
        var store = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _open[room] = _open[store] = 0;
        room.NoDelay = store.NoDelay = true;
        try
        {
            if (_swallows)
            {
                await Task.Delay(Timeout.Infinite, _ended.Token);
            }

            await _flow.Task.WaitAsync(_ended.Token);
            await store.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _target), _ended.Token);
            await Task.WhenAny(PumpAsync(room, store), PumpAsync(store, room));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The store is away, and so is this connection.
        }
        finally
        {
            foreach (var socket in (Socket[])[room, store])
            {
                _open.TryRemove(socket, out _);
                socket.Dispose();
            }
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _ended.Token) is var count and > 0)
            {
                await _flow.Task.WaitAsync(_ended.Token);
                await Task.Delay(_delay, _ended.Token);
                await to.SendAsync(buffer.AsMemory(0, count), _ended.Token);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One side is gone; the caller closes the other.
        }
    }

    private static TaskCompletionSource Flowing()
    {
        var flow = new TaskCompletionSource();
        flow.SetResult();
        return flow;
    }
}
