using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Voting.Stores;

/// <summary>A port of the loopback for a server that comes back to it after it was killed.</summary>
public static class FreePort
{
    // The kernel gives connections theirs from 32768 on (ip_local_port_range): one of those could be taken meanwhile.
    private const int Lowest = 20_000, Highest = 32_767;

    public static int Find()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(Lowest, Highest + 1);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another.
            }
        }
    }
}
