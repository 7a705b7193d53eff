namespace Aspire.Hosting.Orchestration;

/// <summary>Ports of this machine. What one AppHost has taken is no other one's until it ends, even before a process listens there.</summary>
internal sealed class PortAllocator : IDisposable
{
    // Below the range from which the kernel serves outgoing connections, so that nobody takes the port before its process does.
    private const int First = 20_000, Last = 32_000;

    // Port n is taken by locking byte n of one file per user: the kernel gives it back when the process ends, however it ends.
    private static readonly Lazy<FileStream> _marks = new(() => PrivateFile.Open(
        Path.Combine(Path.GetTempPath(), $"aspire-ports-{Environment.UserName}"), FileMode.OpenOrCreate, FileShare.ReadWrite));

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
            if (!IsFree(port) || (!_own.Contains(port) && (_taken.Contains(port) || !Succeeds(() => _marks.Value.Lock(port, 1)))))
                return false;

            _taken.Add(port);
            _own.Add(port);
            return true;
        }
    }

    public static string TakenMessage(string resource, string endpoint, int port)
        => $"Port {port} for endpoint '{endpoint}' of '{resource}' is taken by another process (see: ss -ltnp 'sport = :{port}'). "
        + $"Free it and start '{resource}' again.";

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

    private static bool IsFree(int port) => Succeeds(() =>
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
    });

    private static bool Succeeds(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception refused) when (refused is IOException or SocketException)
        {
            return false;
        }
    }
}
