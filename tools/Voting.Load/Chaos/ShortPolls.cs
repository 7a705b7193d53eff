using System.Text.Json;
using Voting.Load.Clients;

namespace Voting.Load.Chaos;

/// <summary>Polls that are opened, voted in and closed while faults happen. Their results are kept as they were when they became final.</summary>
internal sealed class ShortPolls(IReadOnlyList<Organiser> organisers, Door door, string lasting)
{
    private static readonly TimeSpan _open = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan _retry = TimeSpan.FromMilliseconds(300);
    private readonly Dictionary<string, string> _final = new(StringComparer.Ordinal);
    private volatile string? _current;
    private int _turn;

    /// <summary>Polls that became final, with their results then.</summary>
    public IReadOnlyDictionary<string, string> Final => _final;

    /// <summary>Where to vote now: every third vote goes to the short poll, also for a while after it was closed.</summary>
    public string Next() => _current is { } current && Interlocked.Increment(ref _turn) % 3 == 0 ? current : lasting;

    /// <summary>Opens and closes one poll after the other until <paramref name="end"/>; the last one is closed too.</summary>
    public async Task RunAsync(CancellationToken end, CancellationToken giveUp)
    {
        for (var number = 1; !end.IsCancellationRequested; number++)
        {
            var poll = $"short-{number}";
            await InsistAsync(organiser => organiser.OpenPollAsync(poll, giveUp), giveUp);
            await PublishedAsync(poll, giveUp);
            _current = poll;
            await Task.Delay(_open, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await InsistAsync(organiser => organiser.ClosePollAsync(poll, giveUp), giveUp);
            _final[poll] = await FinalAsync(poll, giveUp);
        }

        _current = null;
    }

    /// <summary>The results of a poll as the API gives them.</summary>
    public async Task<JsonElement> ResultsAsync(string poll, CancellationToken giveUp)
    {
        while (true)
        {
            if (await door.FindAsync($"/api/v1/polls/{poll}/results", giveUp) is { } results)
            {
                return results;
            }

            await Task.Delay(_retry, giveUp);
        }
    }

    // It is kept first and published then: until the door knows it, a vote is rightly answered 404.
    private async Task PublishedAsync(string poll, CancellationToken giveUp)
    {
        while (await door.FindAsync($"/api/v1/polls/{poll}", giveUp) is null)
        {
            await Task.Delay(_retry, giveUp);
        }
    }

    private async Task<string> FinalAsync(string poll, CancellationToken giveUp)
    {
        while (true)
        {
            var results = await ResultsAsync(poll, giveUp);
            if (results.GetProperty("final").GetBoolean())
            {
                return results.GetRawText();
            }

            await Task.Delay(_retry, giveUp);
        }
    }

    private async Task InsistAsync(Func<Organiser, Task> request, CancellationToken giveUp)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await request(organisers[attempt % organisers.Count]);
                return;
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException && !giveUp.IsCancellationRequested)
            {
                await Task.Delay(_retry, giveUp);
            }
        }
    }
}
