using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Script.Tests;

/// <summary><c>./voting smoke</c> against a server that answers what the test wants.</summary>
public sealed class SmokeTests : IDisposable
{
    private readonly Shell _shell = new();
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private int _ready;

    public SmokeTests()
    {
        _server.Start();
        _ = ServeAsync();
    }

    private string Address => $"http://127.0.0.1:{((IPEndPoint)_server.LocalEndpoint).Port}";

    /// <summary>The answer to the n-th question to /ready.</summary>
    private Func<int, int> Ready { get; set; } = _ => 200;

    public void Dispose()
    {
        _end.Cancel();
        _server.Dispose();
        _end.Dispose();
        _shell.Dispose();
    }

    [Fact]
    public async Task What_answers_is_said_to_be_well()
    {
        var (output, code) = await _shell.RunAsync($". scripts/smoke.sh; smoke {Address}/");

        Assert.Equal(($"    ok {Address} (/health 200, /ready 200, 10 of 10 answered)\n", 0), (output, code));
    }

    [Fact]
    public async Task What_is_not_ready_is_named_with_its_status_and_ends_with_1()
    {
        Ready = _ => 503;

        var (output, code) = await _shell.RunAsync($". scripts/smoke.sh; smoke {Address}");

        Assert.Equal(1, code);
        Assert.Contains($"FAIL {Address} (/health 200, /ready 503, 0 of 10 answered)", output, StringComparison.Ordinal);
        Assert.Contains("1 of 1 addresses", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_instance_of_three_that_is_not_ready_is_noticed()
    {
        Ready = question => question % 3 == 0 ? 503 : 200;

        var (output, code) = await _shell.RunAsync($". scripts/smoke.sh; smoke {Address}");

        Assert.Equal(1, code);
        Assert.Contains("of 10 answered)", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_where_nothing_listens_fails_and_the_others_are_asked_all_the_same()
    {
        var (output, code) = await _shell.RunAsync($". scripts/smoke.sh; smoke http://127.0.0.1:1 {Address}");

        Assert.Equal(1, code);
        Assert.Contains("FAIL http://127.0.0.1:1 (/health connection refused", output, StringComparison.Ordinal);
        Assert.Contains($"ok {Address}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_running_system_s_addresses_are_known()
    {
        _shell.Write("urls", $"  Dashboard  http://127.0.0.1:1/login?t=x\n  Frontend   {Address}\n");

        var (output, code) = await _shell.RunAsync(". scripts/smoke.sh; smoke");

        Assert.Equal(($"    ok {Address} (/health 200, /ready 200, 10 of 10 answered)\n", 0), (output, code));
    }

    [Fact]
    public async Task Without_a_running_system_it_says_what_to_do()
    {
        var (output, code) = await _shell.RunAsync(". scripts/smoke.sh; smoke");

        Assert.Equal(1, code);
        Assert.Contains("./voting up", output, StringComparison.Ordinal);
    }

    private async Task ServeAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            using var client = await _server.AcceptTcpClientAsync(_end.Token);
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            var request = await reader.ReadLineAsync(_end.Token);
            while (await reader.ReadLineAsync(_end.Token) is { Length: > 0 })
            {
            }

            var status = request?.StartsWith("GET /ready ", StringComparison.Ordinal) == true ? Ready(++_ready) : 200;
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), _end.Token);
        }
    }
}
