using System.Diagnostics;
using System.Net;
using Voting.Contracts.Polls;
using Voting.Results.Tests.Site;
using Voting.Stores;

namespace Voting.Results.Tests;

/// <summary>Who may not see a result finds nothing of it at any address of this site: no option, no figure of one, no rounds, no winner.</summary>
public sealed class VisibilityTests(Postgres postgres) : LedgerTests(postgres)
{
    private const string Poll = "marsupials";
    private const string First = "Quokka";
    private const string Second = "Numbat";

    // Every address that shows something of one poll; the last two are event streams.
    private static readonly string[] _addresses = ["", "/screen", "/results.json", "/live", "/board"];

    // Keeps no cookies of its own accord.
    private HttpClient Anyone => field ??= Site.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });

    public static TheoryData<string, string> Matrix
        => new MatrixTheoryData<string, string>(["live", "after-vote", "after-close", "host-only"], ["single", "ranking"]);

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Every_address_obeys_the_rule_in_every_state_for_everyone(string visibility, string kind)
    {
        await Ledger.OpenAsync(Poll, kind, "Which one?", First, Second);
        await Ledger.DefineAsync(Poll, new { visibility });
        await Ledger.CountAsync(Poll, "quokka", 71);
        await Ledger.CountAsync(Poll, "numbat", 29);
        foreach (var (state, word) in ((string, string)[])[("open", ">Live<"), ("closed", ">Counting<"), ("final", ">Final<")])
        {
            await Ledger.CloseAsync(Poll, state);
            await Eventually.TrueAsync($"the site knows that the poll is {state}", async () =>
                await TextAsync("", null) is var text && text.Contains("<strong>100</strong> votes counted", StringComparison.Ordinal) && text.Contains(word, StringComparison.Ordinal));
            foreach (var cookie in (string?[])[null, await CookieAsync()])
            {
                var shown = ResultVisibilityRules.Read(visibility).Shows(state, hasVoted: cookie is not null, isHost: false);
                foreach (var address in _addresses)
                {
                    await LooksAsync(address, cookie, shown);
                }
            }
        }
    }

    [Fact]
    public async Task What_is_hidden_says_who_will_see_it_and_a_program_can_tell()
    {
        await Ledger.OpenAsync(Poll, "single", "Which one?", First, Second);
        await Ledger.DefineAsync(Poll, new { visibility = "after-close" });

        await Eventually.TrueAsync("the page says it", async () => (await TextAsync("", null)).Contains("The host shows the result after the poll has closed.", StringComparison.Ordinal));
        using var json = await Anyone.GetAsync($"/polls/{Poll}/results.json");

        Assert.Equal(HttpStatusCode.Forbidden, json.StatusCode);
        Assert.Contains("\"code\":\"results_hidden\"", await json.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_stream_shows_the_result_as_soon_as_it_may()
    {
        await Ledger.OpenAsync(Poll, "single", "Which one?", First, Second);
        await Ledger.DefineAsync(Poll, new { visibility = "after-close" });
        await Ledger.CountAsync(Poll, "quokka", 3);
        await Eventually.TrueAsync("the result is hidden", async () => (await TextAsync("", null)).Contains("The result is hidden.", StringComparison.Ordinal));
        await using var stream = await EventReader.OpenAsync(Anyone, $"/polls/{Poll}/live");
        Assert.True((bool)(await stream.NextAsync())["hidden"]!);

        await Ledger.CloseAsync(Poll, "final");

        var final = await stream.NextAsync(message => message["hidden"] is null);
        Assert.Equal(3, (int)final["options"]![0]!["ballots"]!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/results")]
    public async Task A_receipt_opens_its_own_poll_and_no_other_and_leaves_the_address(string below)
    {
        await Ledger.OpenAsync(Poll, "single", "Which one?", First, Second);
        await Ledger.DefineAsync(Poll, new { visibility = "after-vote" });
        await Ledger.OpenAsync("other", "single", "Which other?", First, Second);
        await Ledger.DefineAsync("other", new { visibility = "after-vote" });
        await Ledger.CountAsync(Poll, "quokka");
        await Eventually.TrueAsync("the results are hidden", async () => (await TextAsync("", null)).Contains("The result is hidden.", StringComparison.Ordinal));

        using var forged = await Anyone.GetAsync($"{below}/polls/{Poll}?receipt={Guid.NewGuid()}");
        Assert.False(forged.Headers.Contains("Set-Cookie"));
        using var elsewhere = await Anyone.GetAsync($"{below}/polls/other?receipt={await Ledger.BallotOfAsync(Poll)}");
        Assert.False(elsewhere.Headers.Contains("Set-Cookie"));
        using var own = await Anyone.GetAsync($"{below}/polls/{Poll}?receipt={await Ledger.BallotOfAsync(Poll)}");
        Assert.Equal(HttpStatusCode.Redirect, own.StatusCode);
        Assert.Equal($"{below}/polls/{Poll}", own.Headers.Location!.OriginalString);
        Assert.Contains($"path={below}/polls/{Poll};", Assert.Single(own.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        using var foreign = new HttpRequestMessage(HttpMethod.Get, $"{below}/polls/other");
        foreign.Headers.Add("Cookie", Assert.Single(own.Headers.GetValues("Set-Cookie")).Split(';')[0]);
        Assert.DoesNotContain(First, await (await Anyone.SendAsync(foreign)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_that_cannot_be_looked_up_is_answered_with_503_within_five_seconds()
    {
        await Ledger.OpenAsync(Poll, "single", "Which one?", First, Second);
        await Ledger.DefineAsync(Poll, new { visibility = "after-vote" });
        await Eventually.TrueAsync("the result is hidden", async () => (await TextAsync("", null)).Contains("The result is hidden.", StringComparison.Ordinal));

        Ledger.Store.Freeze();
        try
        {
            var asked = Stopwatch.StartNew();
            using var answer = await Anyone.GetAsync($"/polls/{Poll}?receipt={Guid.NewGuid()}");

            Assert.InRange(asked.Elapsed.TotalSeconds, 0, 5);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
        }
        finally
        {
            Ledger.Store.Thaw();
        }
    }

    [Fact]
    public async Task A_flood_of_forged_receipts_keeps_no_result_from_being_read()
    {
        await Ledger.OpenAsync(Poll, "single", "Which one?", First, Second);
        await Ledger.DefineAsync(Poll, new { visibility = "after-vote" });
        await Ledger.OpenAsync("other", "single", "Which other?", First, Second);
        await Eventually.TrueAsync("the result is hidden", async () => (await TextAsync("", null)).Contains("The result is hidden.", StringComparison.Ordinal));

        var flood = Enumerable.Range(0, 300).Select(_ => Anyone.GetAsync($"/polls/{Poll}?receipt={Guid.NewGuid()}")).ToArray();
        using var other = await Anyone.GetAsync("/polls/other"); // nobody looked at it before: it has to be read

        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        foreach (var answer in await Task.WhenAll(flood))
        {
            Assert.True(answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.ServiceUnavailable, $"{answer.StatusCode}");
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            answer.Dispose();
        }
    }

    [Fact]
    public async Task A_poll_that_is_not_listed_stands_in_no_list_and_is_found_by_its_address()
    {
        await Ledger.OpenAsync("listed", "single", "In the list?", First, Second);
        await Ledger.OpenAsync("another", "single", "In the list too?", First, Second);
        await Ledger.OpenAsync(Poll, "single", "Not in the list?", First, Second);
        await Ledger.DefineAsync(Poll, new { listed = false });

        await Eventually.TrueAsync("the others are listed", async () => (await Anyone.GetStringAsync("/")).Contains("In the list too?", StringComparison.Ordinal));
        await Eventually.TrueAsync("the poll is not", async () => !(await Anyone.GetStringAsync("/")).Contains("Not in the list?", StringComparison.Ordinal));
        Assert.Contains("Not in the list?", await TextAsync("", null), StringComparison.Ordinal);
    }

    private async Task LooksAsync(string address, string? cookie, bool shown)
    {
        var text = await TextAsync(address, cookie);

        Assert.True(shown == text.Contains(First, StringComparison.OrdinalIgnoreCase), $"{address} for {(cookie is null ? "anyone" : "a voter")} {(shown ? "hides" : "shows")}: {text}");
        Assert.True(shown || !(text.Contains(Second, StringComparison.OrdinalIgnoreCase) || text.Contains(">71<", StringComparison.Ordinal)), $"{address}: {text}");
    }

    private async Task<string> CookieAsync()
    {
        using var answer = await Anyone.GetAsync($"/polls/{Poll}?receipt={await Ledger.BallotOfAsync(Poll)}");
        // Where everybody sees the result, or nobody does, a receipt is not asked for, and a cookie would change nothing.
        return answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? Assert.Single(cookies).Split(';')[0] : "voted=none";
    }

    private async Task<string> TextAsync(string address, string? cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/polls/{Poll}{address}");
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        using var answer = await Anyone.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (answer.Content.Headers.ContentType?.MediaType is not "text/event-stream")
        {
            return await answer.Content.ReadAsStringAsync();
        }

        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var text = "";
        // The first event: all of its lines of data.
        while (await lines.ReadLineAsync(deadline.Token) is { } line && !(line.Length == 0 && text.Length > 0))
        {
            text += line.StartsWith("data:", StringComparison.Ordinal) ? line : "";
        }

        return text;
    }
}
