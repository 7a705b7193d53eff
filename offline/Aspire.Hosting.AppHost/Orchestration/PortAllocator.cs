using System.Net.Sockets;

namespace Aspire.Hosting.Orchestration;

/// <summary>Ports of this machine. What one AppHost has taken is no other one's until it ends, even before a process listens there.</summary>
internal sealed class PortAllocator : IDisposable
{
    // Below the range from which the kernel serves outgoing connections, so that nobody takes the port before its process does.
    private const int First = 20_000;
    private const int Last = 32_000;

    // Port n is taken by locking byte n of one file per user: the kernel gives it back when the process ends, however it ends.
    private static readonly Lazy<FileStream> _marks = new(() => new(
        Path.Combine(Path.GetTempPath(), $"aspire-ports-{Environment.UserName}"),
        new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }));

    // Such a lock does not hold against the process that has it.
    private static readonly HashSet<int> _taken = [];
    private readonly HashSet<int> _own = [];

    /// <summary>A port that nobody uses, taken.</summary>
    public int Free()
    {
        for (var tries = 0; tries < 1000; tries++)
        {
            var port = RandomNumberGenerator.GetInt32(First, Last);
            if (TryTake(port))
                return port;
        }

        throw new DistributedApplicationException($"No free port was found between {First} and {Last}.");
    }

    /// <summary>Takes a port; false where another AppHost has taken it or another program listens there.</summary>
    public bool TryTake(int port)
    {
        lock (_taken)
        {
            if (!IsFree(port) || (!_own.Contains(port) && !TryMark(port)))
                return false;

            _taken.Add(port);
            _own.Add(port);
            return true;
        }
    }

    public static string TakenMessage(string resource, string endpoint, int port)
        => $"Port {port} for endpoint '{endpoint}' of '{resource}' is taken by another process (see: ss -ltnp 'sport = :{port}'). Free it and start '{resource}' again.";

    public void Dispose()
    {
        lock (_taken)
        {
            foreach (var port in _own)
            {
                _taken.Remove(port);
                _marks.Value.Unlock(port, 1);
            }

            _own.Clear();
        }
    }

    private static bool TryMark(int port)
    {
        try
        {
            if (_taken.Contains(port))
                return false;

            _marks.Value.Lock(port, 1);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
