using System.Net.Sockets;
using System.Text;

namespace Voting.Load.Clients;

/// <summary>Many viewers of one poll's page: each holds the stream that a browser holds, and reads what comes without looking at it.</summary>
internal sealed class Audience : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource _ended = new();
    private readonly List<Task> _viewers = [];
    private int _watching;

    /// <summary>Comes in, and waits until everyone has had a first picture.</summary>
    /// <exception cref="TimeoutException">Not all were let in.</exception>
    public static async Task<Audience> OpenAsync(Uri results, string poll, int viewers, CancellationToken ct)
    {
        var audience = new Audience();
        for (var i = 0; i < viewers; i++)
        {
            audience._viewers.Add(audience.WatchAsync(results, poll));
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(_patience);
        while (Volatile.Read(ref audience._watching) < viewers)
        {
            if (patience.IsCancellationRequested || audience._viewers.Exists(viewer => viewer.IsCompleted))
            {
                await audience.DisposeAsync();
                ct.ThrowIfCancellationRequested();
                throw new TimeoutException($"Not all of {viewers:N0} viewers were shown a picture.");
            }

            await Task.Delay(20, CancellationToken.None);
        }

        return audience;
    }

    /// <exception cref="InvalidOperationException">Someone was sent away.</exception>
    public void EnsureAllWatch()
    {
        if (_viewers.Count(viewer => viewer.IsCompleted) is > 0 and var gone)
        {
            throw new InvalidOperationException($"{gone} of {_viewers.Count:N0} viewers lost their stream.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await Task.WhenAll(_viewers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
    }

    private async Task WatchAsync(Uri results, string poll)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(results.Host, results.Port, _ended.Token);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /polls/{poll}/board HTTP/1.1\r\nHost: {results.Authority}\r\n\r\n"), _ended.Token);
        var buffer = new byte[4096];
        var received = await socket.ReceiveAsync(buffer, _ended.Token);
        if (!Encoding.ASCII.GetString(buffer, 0, received).StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal))
        {
            return;
        }

        Interlocked.Increment(ref _watching);
        while (await socket.ReceiveAsync(buffer, _ended.Token) > 0)
        {
            // Only that it is taken: what stays in the pipe would slow the server down.
        }
    }
}
