using System.Diagnostics;
using System.Net;
using Voting.Results.Tests.Site;
using Voting.Stores;

namespace Voting.Results.Tests;

public sealed class StreamTests(Postgres postgres) : LedgerTests(postgres)
{
    protected override (string, string)[] Settings => [("Live:HeartbeatSeconds", "1"), ("Live:MaxViewers", "3")];

    [Fact]
    public async Task The_first_event_is_the_result_as_it_stands_in_the_shape_of_the_HTTP_API()
    {
        await Ledger.OpenAsync("pets");
        await Ledger.CountAsync("pets", "cats", 2);
        await Eventually.TrueAsync("counted", async () => (await Viewer.GetStringAsync("/polls/pets/results.json")).Contains("\"counted\":2", StringComparison.Ordinal));

        await using var stream = await EventReader.OpenAsync(Viewer, "/polls/pets/live");
        var first = await stream.NextAsync();

        Assert.Equal("text/event-stream", stream.Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            ["poll", "question", "kind", "state", "final", "counted", "superseded", "rejected", "abstained", "options", "asOf"],
            first.Select(member => member.Key));
        Assert.Equal("""[{"id":"cats","label":"Cats","ballots":2,"score":null},{"id":"dogs","label":"Dogs","ballots":0,"score":null}]""", first["options"]!.ToJsonString());
        Assert.True(DateTimeOffset.UtcNow - (DateTimeOffset)first["asOf"]! < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_counted_vote_is_pushed_within_a_quarter_of_a_second()
    {
        await Ledger.OpenAsync("pets");
        await ShownAsync("pets");
        await using var stream = await EventReader.OpenAsync(Viewer, "/polls/pets/live");
        await stream.NextAsync();
        await PushAsync(1); // the first one compiles

        var took = new List<TimeSpan>();
        for (var ballots = 2; ballots <= 12; ballots++)
        {
            took.Add(await PushAsync(ballots));
        }

        took.Sort();
        Assert.InRange(took[took.Count / 2].TotalMilliseconds, 0, 250);

        async Task<TimeSpan> PushAsync(int ballots)
        {
            await Ledger.CountAsync("pets", "cats");
            var committed = Stopwatch.StartNew();
            await stream.NextAsync(results => (long)results["counted"]! == ballots);
            return committed.Elapsed;
        }
    }

    [Fact]
    public async Task The_board_is_rendered_for_the_stream_as_it_is_for_the_page()
    {
        await Ledger.OpenAsync("pets");
        await ShownAsync("pets");
        await using var board = await EventReader.OpenAsync(Viewer, "/polls/pets/board");

        await Ledger.CountAsync("pets", "cats", 7);

        string line;
        do
        {
            line = await board.NextLineAsync();
        }
        while (!line.Contains("7</strong> votes counted", StringComparison.Ordinal));
        Assert.Contains(line["data: ".Length..].Trim(), await Viewer.GetStringAsync("/polls/pets"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_burst_of_changes_becomes_few_reads_and_ends_with_the_newest_result()
    {
        await Ledger.OpenAsync("pets");
        await ShownAsync("pets");
        await using var stream = await EventReader.OpenAsync(Viewer, "/polls/pets/live");
        await stream.NextAsync();

        var burst = Stopwatch.StartNew();
        for (var i = 0; i < 200; i++)
        {
            await Ledger.CountAsync("pets", "dogs");
        }

        var pushes = 0;
        await stream.NextAsync(results => ++pushes > 0 && (long)results["counted"]! == 200);

        // At most one per 100 ms, the first at once.
        Assert.InRange(pushes, 1, 2 + (int)(burst.Elapsed.TotalMilliseconds / 100));
    }

    [Fact]
    public async Task A_change_of_one_poll_is_not_pushed_to_the_viewers_of_another()
    {
        await Ledger.OpenAsync("pets");
        await Ledger.OpenAsync("food", question: "Pizza or pasta?");
        await ShownAsync("pets");
        await ShownAsync("food");
        await using var stream = await EventReader.OpenAsync(Viewer, "/polls/food/live");
        await stream.NextAsync();

        await Ledger.CountAsync("pets", "cats");
        await Ledger.BalanceAsync(1, 1, 0, 0);

        Assert.StartsWith(":", await stream.NextLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_stream_shows_signs_of_life()
    {
        await Ledger.OpenAsync("pets");
        await ShownAsync("pets");
        await using var results = await EventReader.OpenAsync(Viewer, "/polls/pets/live");
        await using var board = await EventReader.OpenAsync(Viewer, "/polls/pets/board");
        await results.NextAsync();

        Assert.StartsWith(":", await results.NextLineAsync(), StringComparison.Ordinal);
        string line;
        do
        {
            line = await board.NextLineAsync();
        }
        while (line != "event: beat");
    }

    [Fact]
    public async Task Viewers_beyond_the_promised_number_get_a_503_and_a_place_that_is_left_is_free_again()
    {
        await Ledger.OpenAsync("pets");
        await ShownAsync("pets");
        var watching = new List<EventReader>();
        for (var i = 0; i < 3; i++)
        {
            watching.Add(await EventReader.OpenAsync(Viewer, "/polls/pets/live"));
        }

        foreach (var viewer in watching)
        {
            await viewer.NextAsync();
        }

        using var refused = await Viewer.GetAsync("/polls/pets/live", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await Viewer.GetAsync("/polls/pets")).StatusCode);

        await watching[0].DisposeAsync();
        await Eventually.TrueAsync(
            "a place is free again",
            async () =>
            {
                using var again = await Viewer.GetAsync("/polls/pets/live", HttpCompletionOption.ResponseHeadersRead);
                return again.IsSuccessStatusCode;
            });
        foreach (var viewer in watching)
        {
            await viewer.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("/polls/pets/live")]
    [InlineData("/polls/pets/board")]
    public async Task An_event_stream_asks_proxies_to_pass_it_on_as_it_comes(string address)
    {
        await Ledger.OpenAsync("pets");
        await ShownAsync("pets");
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Accept-Encoding", "br, gzip");

        using var stream = await Viewer.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        Assert.True(stream.Headers.CacheControl is { NoStore: true, NoTransform: true });
        Assert.Equal("no", Assert.Single(stream.Headers.GetValues("X-Accel-Buffering")));
        Assert.Empty(stream.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData("/polls/ghosts/live")]
    [InlineData("/polls/ghosts/board")]
    [InlineData("/polls/ghosts/results.json")]
    [InlineData("/polls/ghosts")]
    public async Task A_poll_that_the_ledger_does_not_know_is_a_404(string address) =>
        Assert.Equal(HttpStatusCode.NotFound, (await Viewer.GetAsync(address)).StatusCode);
}
