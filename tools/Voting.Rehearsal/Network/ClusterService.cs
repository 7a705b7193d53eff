using System.Net;
using System.Net.Sockets;

namespace Voting.Rehearsal.Network;

/// <summary>
/// A Service's address inside the cluster, as kube-proxy gives it: each new connection goes to a pod that is ready then,
/// and stays with it. Without such a pod, connections are refused.
/// </summary>
internal sealed class ClusterService : IDisposable
{
    private const int FreeBind = 15; // IP_FREEBIND: the network's bridge comes with the first pod

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Endpoints _endpoints;

    public ClusterService(IPEndPoint address, Endpoints endpoints)
    {
        _endpoints = endpoints;
        _listener.SetRawSocketOption((int)SocketOptionLevel.IP, FreeBind, BitConverter.GetBytes(1));
        _listener.Bind(address);
        _listener.Listen();
        _ = AcceptAsync();
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptAsync());
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The rehearsal is over.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var pod = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        try
        {
            if (_endpoints.Next() is { } chosen)
            {
                await pod.ConnectAsync(chosen.Endpoint);
                await Task.WhenAny(PumpAsync(client, pod), PumpAsync(pod, client));
            }
            else
            {
                client.LingerState = new(enable: true, seconds: 0); // a reset
            }
        }
        catch (SocketException)
        {
            client.LingerState = new(enable: true, seconds: 0);
        }
        finally
        {
            client.Dispose();
        }
    }

    private static async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is var count and > 0)
            {
                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
                }
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // One side is gone; the caller closes the other.
        }
    }
}
