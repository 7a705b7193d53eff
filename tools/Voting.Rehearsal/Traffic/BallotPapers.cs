using System.Net;
using System.Text.RegularExpressions;

namespace Voting.Rehearsal.Traffic;

/// <summary>Voters with a browser and without JavaScript: each takes a ballot paper, fills it in and follows to the receipt.</summary>
internal sealed partial class BallotPapers(Uri frontend, string poll, int seed) : IDisposable
{
    private static readonly TimeSpan _between = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = frontend,
        Timeout = TimeSpan.FromSeconds(10),
    };

    private readonly Random _random = new(seed);
    private readonly List<string> _failures = [];
    private int _cast;

    /// <summary>Papers that ended with a receipt.</summary>
    public int Cast => Volatile.Read(ref _cast);

    /// <summary>Votes one after the other, ten a second at most, until the end.</summary>
    public async Task VoteAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            var next = Task.Delay(_between, end);
            // What was begun is finished.
            if (await CastAsync() is { } failure)
            {
                lock (_failures)
                {
                    _failures.Add(failure);
                }
            }
            else
            {
                Interlocked.Increment(ref _cast);
            }

            await next.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public IReadOnlyList<string> TakeFailures()
    {
        lock (_failures)
        {
            string[] taken = [.. _failures];
            _failures.Clear();
            return taken;
        }
    }

    public void Dispose() => _http.Dispose();

    // Null, or what went wrong.
    private async Task<string?> CastAsync()
    {
        try
        {
            using var paper = await _http.GetAsync($"/polls/{poll}");
            if (paper.StatusCode is not HttpStatusCode.OK)
            {
                return $"GET: {(int)paper.StatusCode}";
            }

            var fields = Hidden().Matches(await paper.Content.ReadAsStringAsync())
                .Select(field => KeyValuePair.Create(field.Groups["name"].Value, WebUtility.HtmlDecode(field.Groups["value"].Value)));
#pragma warning disable CA5394 // Cats or dogs, no secret.
            var choice = _random.Next(2) == 0 ? "cats" : "dogs";
#pragma warning restore CA5394
            using var form = new HttpRequestMessage(HttpMethod.Post, $"/polls/{poll}/ballots")
            {
                Content = new FormUrlEncodedContent([.. fields, new("choice", choice)]),
            };
            form.Headers.Add("Cookie", string.Join("; ", paper.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])));
            using var cast = await _http.SendAsync(form);
            return cast.StatusCode is HttpStatusCode.SeeOther && cast.Headers.Location is not null ? null : $"POST: {(int)cast.StatusCode}";
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException or InvalidOperationException)
        {
            return error.Message;
        }
    }

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]*)" value="(?<value>[^"]*)""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hidden();
}
