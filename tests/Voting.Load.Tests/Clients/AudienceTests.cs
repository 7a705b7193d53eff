using System.Net;
using System.Net.Sockets;
using Voting.Load.Clients;

namespace Voting.Load.Tests.Clients;

public sealed class AudienceTests : IDisposable
{
    private readonly TcpListener _results = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();

    public AudienceTests() => _results.Start();

    private Uri Address => new($"http://{_results.LocalEndpoint}");

    [Fact]
    public async Task An_audience_watches_until_it_is_sent_home()
    {
        var serving = ServeAsync(places: 20, watchFor: Timeout.InfiniteTimeSpan);

        await using (var audience = await Audience.OpenAsync(Address, "pets", 20, CancellationToken.None))
        {
            audience.EnsureAllWatch();
        }

        await _end.CancelAsync();
        await serving;
    }

    [Fact]
    public async Task A_house_that_is_full_is_no_audience()
    {
        var serving = ServeAsync(places: 19, watchFor: Timeout.InfiniteTimeSpan);

        await Assert.ThrowsAsync<TimeoutException>(() => Audience.OpenAsync(Address, "pets", 20, CancellationToken.None));

        await _end.CancelAsync();
        await serving;
    }

    [Fact]
    public async Task A_viewer_who_loses_the_stream_is_noticed()
    {
        var serving = ServeAsync(places: 3, watchFor: TimeSpan.FromMilliseconds(200));
        await using var audience = await Audience.OpenAsync(Address, "pets", 3, CancellationToken.None);

        await serving;

        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            for (var look = 0; look < 500; look++)
            {
                audience.EnsureAllWatch();
                await Task.Delay(10);
            }
        });
    }

    public void Dispose()
    {
        _results.Dispose();
        _end.Dispose();
    }

    // As many streams as there are places, 503 for whoever comes after.
    private async Task ServeAsync(int places, TimeSpan watchFor)
    {
        var viewers = new List<Task>();
        try
        {
            for (var place = 1; watchFor == Timeout.InfiniteTimeSpan || place <= places; place++)
            {
                viewers.Add(ServeAsync(await _results.AcceptSocketAsync(_end.Token), place <= places, watchFor));
            }
        }
        catch (OperationCanceledException)
        {
        }

        await Task.WhenAll(viewers);
    }

    private async Task ServeAsync(Socket viewer, bool hasPlace, TimeSpan watchFor)
    {
        using (viewer)
        {
            await viewer.ReceiveAsync(new byte[4096]);
            await viewer.SendAsync(hasPlace ? "HTTP/1.1 200 OK\r\n\r\n"u8.ToArray() : "HTTP/1.1 503 Service Unavailable\r\n\r\n"u8.ToArray());
            await Task.Delay(hasPlace ? watchFor : TimeSpan.Zero, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
