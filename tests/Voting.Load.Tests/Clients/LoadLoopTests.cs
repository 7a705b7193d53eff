using System.Net;
using System.Net.Sockets;
using Voting.Load.Clients;

namespace Voting.Load.Tests.Clients;

public sealed class LoadLoopTests
{
    private static readonly byte[] _accepted = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"u8.ToArray();

    [Fact]
    public async Task A_stall_is_in_the_latency_of_every_vote_that_it_held_up()
    {
        // One connection, a vote due every 10 ms, and a server that sleeps 500 ms once: about 50 votes come late,
        // although only one request was slow. A client that waits for its answer would report one.
        using var server = new StallingServer(stallAt: 20, TimeSpan.FromMilliseconds(500));
        var votes = new FreshVotes("pets");
        using var loop = new LoadLoop(server.Port, connections: 1, votes);

        var run = await loop.RunAsync(new FixedRate(100, TimeSpan.FromSeconds(1.5)), votes, CancellationToken.None);

        Assert.Equal(150, run.Accepted);
        Assert.True(run.Latencies.PercentileMilliseconds(0.90) > 150, $"p90 was {run.Latencies.PercentileMilliseconds(0.90)} ms");
    }

    [Fact]
    public async Task A_number_of_votes_is_kept_to()
    {
        using var server = new StallingServer(stallAt: -1, TimeSpan.Zero);
        var votes = new FreshVotes("pets");
        using var loop = new LoadLoop(server.Port, connections: 4, votes);

        var run = await loop.RunAsync(new Saturating(TimeSpan.FromMinutes(1), most: 100), votes, CancellationToken.None);

        Assert.Equal(100, run.Sent);
        Assert.Equal(100, votes.Accepted);
    }

    [Fact]
    public async Task A_server_that_goes_away_is_a_fault_and_no_figure()
    {
        using var server = new StallingServer(stallAt: 5, TimeSpan.FromMilliseconds(-1));
        var votes = new FreshVotes("pets");
        using var loop = new LoadLoop(server.Port, connections: 1, votes);

        await Assert.ThrowsAnyAsync<Exception>(() => loop.RunAsync(new Saturating(TimeSpan.FromSeconds(20)), votes, CancellationToken.None));
    }

    /// <summary>Answers 202 to whatever comes, one read at a time, and at one request stalls (or, below zero, hangs up).</summary>
    private sealed class StallingServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly int _stallAt;
        private readonly TimeSpan _stall;

        public StallingServer(int stallAt, TimeSpan stall)
        {
            (_stallAt, _stall) = (stallAt, stall);
            _listener.Start();
            _ = AcceptAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync()
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync());
            }
        }

        private async Task ServeAsync(Socket client)
        {
            using (client)
            {
                var buffer = new byte[4096];
                for (var request = 0; await client.ReceiveAsync(buffer) > 0; request++)
                {
                    if (request == _stallAt && _stall < TimeSpan.Zero)
                    {
                        return;
                    }

                    await Task.Delay(request == _stallAt ? _stall : TimeSpan.Zero);
                    await client.SendAsync(_accepted);
                }
            }
        }
    }
}
