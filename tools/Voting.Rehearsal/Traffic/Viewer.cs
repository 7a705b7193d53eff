using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Voting.Rehearsal.Traffic;

/// <summary>Someone who watches the live results: reads the stream, and connects again as a browser does, after the pause that the server named.</summary>
internal sealed class Viewer : IAsyncDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource _ended;
    private readonly List<long> _pictures = [];
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly Task _watching;
    private TimeSpan _retry = TimeSpan.FromSeconds(3); // what browsers do untold

    public Viewer(Uri stream, CancellationToken ct)
    {
        _ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _watching = WatchAsync(stream, _ended.Token);
    }

    /// <summary>What it met when it connected again, or instead of an orderly end.</summary>
    public IEnumerable<string> TakeFailures()
    {
        while (_failures.TryDequeue(out var failure))
        {
            yield return failure;
        }
    }

    public bool HasPicture
    {
        get
        {
            lock (_pictures)
            {
                return _pictures.Count > 0;
            }
        }
    }

    /// <summary>The longest time without a new picture between two readings of <see cref="Stopwatch"/>.</summary>
    public TimeSpan LongestGap(long from, long to)
    {
        lock (_pictures)
        {
            List<long> times = [from, .. _pictures.Where(at => at > from && at < to), to];
            return times.Zip(times.Skip(1), (before, after) => Stopwatch.GetElapsedTime(before, after)).Max();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
        _ended.Dispose();
    }

    private async Task WatchAsync(Uri stream, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await ReadAsync(stream, ct);
            }
            catch (Exception error) when (error is HttpRequestException or IOException && !ct.IsCancellationRequested)
            {
                _failures.Enqueue(error.Message);
            }

            await Task.Delay(_retry, ct);
        }
    }

    private async Task ReadAsync(Uri stream, CancellationToken ct)
    {
        using var answer = await _http.GetAsync(stream, HttpCompletionOption.ResponseHeadersRead, ct);
        answer.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(ct));
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            if (line.StartsWith("data: {", StringComparison.Ordinal))
            {
                lock (_pictures)
                {
                    _pictures.Add(Stopwatch.GetTimestamp());
                }
            }
            else if (line.StartsWith("retry: ", StringComparison.Ordinal))
            {
                _retry = TimeSpan.FromMilliseconds(int.Parse(line.AsSpan(7), CultureInfo.InvariantCulture));
            }
        }
    }
}
