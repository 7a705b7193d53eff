using System.Diagnostics;
using System.Text.Json;

namespace Voting.Load.Clients;

/// <summary>A viewer: listens to a poll's live results (server-sent events) and notes when which number of ballots was shown.</summary>
internal sealed class ResultsFeed : IAsyncDisposable
{
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource _ended;
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<(long At, long Ballots)> _shown = [];
    private readonly Task _listening;

    private ResultsFeed(Uri results, string poll, CancellationToken ct)
    {
        _ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _listening = ListenAsync(new Uri(results, $"/polls/{poll}/live"), _ended.Token);
    }

    /// <summary>Counted and superseded ballots that the latest picture showed.</summary>
    public long Ballots
    {
        get
        {
            lock (_shown)
            {
                return _shown.Count == 0 ? 0 : _shown[^1].Ballots;
            }
        }
    }

    /// <summary>Every picture that came: when (by <see cref="Stopwatch"/>), and how many ballots it showed.</summary>
    public IReadOnlyList<(long At, long Ballots)> Shown
    {
        get
        {
            lock (_shown)
            {
                return [.. _shown];
            }
        }
    }

    /// <summary>Connects and waits for the first picture.</summary>
    public static async Task<ResultsFeed> OpenAsync(Uri results, string poll, CancellationToken ct)
    {
        var feed = new ResultsFeed(results, poll, ct);
        await (await Task.WhenAny(feed._first.Task, feed._listening).WaitAsync(TimeSpan.FromSeconds(30), ct));
        return feed;
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
        _ended.Dispose();
    }

    private async Task ListenAsync(Uri address, CancellationToken ct)
    {
        using var answer = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, ct);
        answer.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(ct));
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            if (!line.StartsWith("data: {", StringComparison.Ordinal))
            {
                continue;
            }

            var at = Stopwatch.GetTimestamp();
            using var results = JsonDocument.Parse(line.AsMemory(6));
            var ballots = results.RootElement.GetProperty("counted").GetInt64() + results.RootElement.GetProperty("superseded").GetInt64();
            lock (_shown)
            {
                _shown.Add((at, ballots));
            }

            _first.TrySetResult();
        }
    }
}
