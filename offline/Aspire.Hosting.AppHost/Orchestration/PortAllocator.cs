using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Aspire.Hosting.Orchestration;

/// <summary>Ports of this machine.</summary>
internal static class PortAllocator
{
    // Below the range from which the kernel serves outgoing connections, so that nobody takes the port before its process does.
    private const int First = 20_000;
    private const int Last = 32_000;

    public static int Free()
    {
        for (var tries = 0; tries < 1000; tries++)
        {
            var port = RandomNumberGenerator.GetInt32(First, Last);
            if (IsFree(port))
            {
                return port;
            }
        }

        throw new DistributedApplicationException($"No free port was found between {First} and {Last}.");
    }

    public static bool IsFree(int port)
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

    public static string TakenMessage(string resource, string endpoint, int port)
        => $"Port {port} for endpoint '{endpoint}' of '{resource}' is taken by another process (see: ss -ltnp 'sport = :{port}'). Free it and start '{resource}' again.";
}
