using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Voting.Load.Processes;

namespace Voting.Load.Clients;

/// <summary>
/// The load: one thread, keep-alive connections with one request each in flight, poll(2) over all of them.
/// It shares two cores with what it measures, so it is written to cost next to nothing: no task, no allocation per request.
/// </summary>
internal sealed class LoadLoop : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly LoadConnection[] _connections;
    private readonly Stack<LoadConnection> _idle = new();
    private readonly Dictionary<Socket, LoadConnection> _busy;
    private readonly List<Socket> _ready = [];

    public LoadLoop(int port, int connections, IExchange exchange)
    {
        _connections = [.. Enumerable.Range(0, connections).Select(_ => new LoadConnection(new IPEndPoint(IPAddress.Loopback, port), exchange.Greeting))];
        _busy = new(connections);
        foreach (var connection in _connections)
        {
            _idle.Push(connection);
        }
    }

    /// <summary>Runs <paramref name="pace"/> to its end and waits for the last answers.</summary>
    /// <exception cref="IOException">The server closed a connection, or left a request without an answer for 10 s.</exception>
    public Task<LoadRun> RunAsync(Pace pace, IExchange exchange, CancellationToken ct)
        => Task.Factory.StartNew(() => Run(pace, exchange, ct), ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Dispose()
    {
        foreach (var connection in _connections)
        {
            connection.Dispose();
        }
    }

    private LoadRun Run(Pace pace, IExchange exchange, CancellationToken ct)
    {
        var run = new LoadRun();
        var cpu = ProcessFigures.CpuSeconds(Environment.ProcessId);
        var start = Stopwatch.GetTimestamp();
        pace.Begin(start);
        var lastAnswer = start;
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var now = Stopwatch.GetTimestamp();
            var more = !pace.IsOver(now) && Send(pace, exchange, now, run);
            if (_busy.Count == 0 && !more)
            {
                break;
            }

            if (Receive(exchange, run, _busy.Count == 0 || _idle.Count > 0 ? pace.WaitMilliseconds(now) : Pace.LongestWaitMilliseconds))
            {
                lastAnswer = Stopwatch.GetTimestamp();
            }
            else if (_busy.Count > 0 && Stopwatch.GetElapsedTime(lastAnswer) > _patience)
            {
                throw new IOException($"No answer for {_patience.TotalSeconds:0} s.");
            }
        }

        run.Elapsed = Stopwatch.GetElapsedTime(start, lastAnswer);
        run.ClientCpuSeconds = ProcessFigures.CpuSeconds(Environment.ProcessId) - cpu;
        return run;
    }

    // False when the exchange has nothing left to say.
    private bool Send(Pace pace, IExchange exchange, long now, LoadRun run)
    {
        while (_idle.Count > 0 && pace.TryTake(now, out var intended))
        {
            var connection = _idle.Peek();
            if (!connection.Send(exchange, intended))
            {
                return false;
            }

            _idle.Pop();
            _busy.Add(connection.Socket, connection);
            run.Sent++;
        }

        return true;
    }

    private bool Receive(IExchange exchange, LoadRun run, int waitMilliseconds)
    {
        if (_busy.Count == 0)
        {
            Thread.Sleep(waitMilliseconds);
            return false;
        }

        _ready.Clear();
        _ready.AddRange(_busy.Keys);
        Socket.Select(_ready, null, null, waitMilliseconds * 1000);
        foreach (var socket in _ready)
        {
            if (_busy[socket].TryReceive(exchange, run))
            {
                _busy.Remove(socket, out var connection);
                _idle.Push(connection!);
            }
        }

        return _ready.Count > 0;
    }
}

/// <summary>What came of one run.</summary>
internal sealed class LoadRun
{
    public long Sent { get; set; }

    public long Accepted { get; set; }

    public long Refused { get; set; }

    /// <summary>From the first request to the last answer.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>Of accepted requests, from when each was to be sent.</summary>
    public Latencies Latencies { get; } = new();

    public double ClientCpuSeconds { get; set; }

    public double PerSecond => Accepted / Elapsed.TotalSeconds;
}
