using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Voting.Load.Clients;

/// <summary>One connection with at most one request in flight.</summary>
internal sealed class LoadConnection : IDisposable
{
    private readonly byte[] _request = new byte[4 * 1024];
    private readonly byte[] _answer = new byte[64 * 1024];
    private int _received;
    private int _tag;
    private long _intended;

    public LoadConnection(IPEndPoint server, ReadOnlyMemory<byte> greeting)
    {
        Socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Socket.Connect(server);
        if (!greeting.IsEmpty)
        {
            Socket.Send(greeting.Span);
            Socket.Receive(_answer);
        }
    }

    public Socket Socket { get; }

    /// <summary>False where the exchange has nothing left to say.</summary>
    public bool Send(IExchange exchange, long intended)
    {
        var length = exchange.Write(_request, out _tag);
        if (length == 0)
        {
            return false;
        }

        _intended = intended;
        for (var sent = 0; sent < length;)
        {
            sent += Socket.Send(_request.AsSpan(sent, length - sent));
        }

        return true;
    }

    /// <summary>Takes what has come; true when that completes the answer.</summary>
    public bool TryReceive(IExchange exchange, LoadRun run)
    {
        var count = Socket.Receive(_answer.AsSpan(_received));
        if (count == 0)
        {
            throw new IOException("The server closed the connection.");
        }

        _received += count;
        var length = exchange.TryRead(_answer.AsSpan(0, _received), out var accepted, out var body);
        if (length == 0)
        {
            return false;
        }

        var answered = Stopwatch.GetTimestamp();
        if (accepted)
        {
            run.Accepted++;
            run.Latencies.Record(_intended, answered);
        }
        else
        {
            run.Refused++;
        }

        exchange.Answered(_tag, accepted, body, _intended, answered);
        _received = 0; // one request in flight: nothing comes behind its answer
        return true;
    }

    public void Dispose() => Socket.Dispose();
}
