using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Voting.Results.Tests.Site;
using Voting.Stores;

namespace Voting.Results.Tests;

/// <summary>Each poll is read for itself: one that is slow or cannot be read takes nothing from the others, nor from the process.</summary>
public sealed class ReadingTests(Postgres postgres) : LedgerTests(postgres)
{
    private const string CannotBeShown = "This result cannot be shown";

    protected override (string, string)[] Settings => [("Live:KeepSeconds", "1")];

    public static TheoryData<string, string> Damages => new()
    {
        { "update ledger.poll set definition = definition - 'question' where poll = 'bad'", """update ledger.poll set definition = definition || '{"question":"?"}' where poll = 'bad'""" },
        {
            """update ledger.poll set definition = definition || '{"options":[{"id":"cats"}]}' where poll = 'bad'""",
            """update ledger.poll set definition = definition || '{"options":[{"id":"cats","label":"x"}]}' where poll = 'bad'"""
        },
        {
            WrittenLedger.Over("option_tallies", "select poll, option, case when poll = 'bad' then ordinal / 0 else ordinal end as ordinal, label, ballots, score from ledger.real_option_tallies"),
            WrittenLedger.Over("option_tallies", "select * from ledger.real_option_tallies")
        },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_poll_that_cannot_be_read_is_said_to_be_so_and_the_others_are_shown_also_after_a_restart(string damage, string repair)
    {
        await Ledger.OpenAsync("bad");
        await Ledger.OpenAsync("good");
        await ShownAsync("good");
        await Ledger.WriteAsync(damage);
        var unreadable = new ConcurrentQueue<long>();
        using var metrics = Listen(unreadable);

        await ShowsAsync(Viewer, "/polls/bad", HttpStatusCode.InternalServerError, CannotBeShown);
        Assert.Equal(HttpStatusCode.InternalServerError, (await Viewer.GetAsync("/polls/bad/results.json")).StatusCode);
        Assert.Equal(HttpStatusCode.InternalServerError, (await Viewer.GetAsync("/polls/bad/live")).StatusCode);
        await Ledger.CountAsync("good", "cats", 3);
        await ShowsAsync(Viewer, "/polls/good", HttpStatusCode.OK, "3</strong> votes counted");
        await ShowsAsync(Viewer, "/", HttpStatusCode.OK, "href=\"/polls/good\"");
        Assert.NotEmpty(unreadable);

        await using var again = ResultsSite.On(Ledger);
        using var viewer = again.CreateClient();
        await ShowsAsync(viewer, "/polls/good", HttpStatusCode.OK, "3</strong> votes counted");
        await ShowsAsync(viewer, "/polls/bad", HttpStatusCode.InternalServerError, CannotBeShown);

        await Ledger.WriteAsync(repair);
        await ShowsAsync(Viewer, "/polls/bad", HttpStatusCode.OK, "0</strong> votes counted");
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_board_whose_poll_cannot_be_read_any_more_says_so_and_heals_when_it_can(string damage, string repair)
    {
        await Ledger.OpenAsync("bad");
        await ShownAsync("bad");
        await using var board = await EventReader.OpenAsync(Viewer, "/polls/bad/board");

        await Ledger.WriteAsync($"{damage}; notify ledger_changed, 'bad'");
        await LineAsync(board, "This result cannot be shown as it is now.");

        await Ledger.WriteAsync(repair); // no NOTIFY: it is tried again because someone looks at it
        await LineAsync(board, "class=\"pill open\"");
    }

    [Theory]
    [InlineData("infinity")]
    [InlineData("-infinity")]
    [InlineData("10000-01-01 00:00:00Z")]
    [InlineData("1999-12-31 23:59:59Z")]
    [InlineData("200000-01-01 00:00:00Z")]
    public async Task A_time_that_the_API_never_gives_out_hides_no_result(string time)
    {
        await Ledger.OpenAsync("pets");
        await Ledger.WriteAsync(WrittenLedger.Over("poll_results", $"""
            select poll, question, kind, options, state, '{time}'::timestamptz as opens_at, '{time}'::timestamptz as closes_at,
                counted, superseded, rejected, abstained, opened_position, visibility, listed, join_code, description from ledger.real_poll_results
            """));
        await Ledger.CountAsync("pets", "cats", 2);

        await ShowsAsync(Viewer, "/polls/pets", HttpStatusCode.OK, "2</strong> votes counted");
        Assert.Contains("Voting is open.", await Viewer.GetStringAsync("/polls/pets"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Polls_that_are_slow_to_read_never_delay_another()
    {
        for (var i = 0; i < 8; i++)
        {
            await Ledger.OpenAsync($"slow-{i}");
        }

        await Ledger.OpenAsync("quick");
        await ShownAsync("quick");
        await Ledger.WriteAsync(WrittenLedger.Over(
            "option_tallies",
            "select poll, option, ordinal, case when poll like 'slow-%' then label || pg_sleep(20)::text else label end as label, ballots, score from ledger.real_option_tallies"));

        // Each is slow once among the others; from then on the slow ones have a place of their own.
        var slow = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Viewer.GetAsync($"/polls/slow-{i}")));
        Assert.All(slow, answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode));
        var waiting = Enumerable.Range(0, 4).Select(i => Viewer.GetAsync($"/polls/slow-{i}")).ToArray();
        await using var stream = await EventReader.OpenAsync(Viewer, "/polls/quick/live");
        for (var ballots = 1; ballots <= 5; ballots++)
        {
            var started = Stopwatch.GetTimestamp();
            await Ledger.CountAsync("quick", "cats");
            await stream.NextAsync(results => (long)results["counted"]! == ballots);
            Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 2);
        }

        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task Only_what_someone_looks_at_is_read()
    {
        await Ledger.WriteAsync($"""
            create table ledger.noted (poll text not null);
            create function ledger.note(p_poll text) returns boolean language sql volatile security definer as 'insert into ledger.noted values (p_poll) returning true';
            {WrittenLedger.Over("option_tallies", "select * from ledger.real_option_tallies where ledger.note(poll)")}
            """);
        await Ledger.OpenAsync("watched");
        await Ledger.OpenAsync("unwatched");
        await ShownAsync("watched");
        await using var stream = await EventReader.OpenAsync(Viewer, "/polls/watched/live");
        for (var ballots = 1; ballots <= 5; ballots++)
        {
            await Ledger.CountAsync("unwatched", "cats");
            await Ledger.CountAsync("watched", "cats");
            await stream.NextAsync(results => (long)results["counted"]! == ballots);
        }

        Assert.Equal(0, await Ledger.AskAsync("select count(*) from ledger.noted where poll = 'unwatched'"));

        await ShownAsync("unwatched");
        var noted = 0L;
        await Eventually.TrueAsync("nobody looks any more, and it is read no more", async () =>
        {
            await Task.Delay(1_500);
            await Ledger.CountAsync("unwatched", "cats");
            await Task.Delay(500);
            var before = noted;
            noted = await Ledger.AskAsync("select count(*) from ledger.noted where poll = 'unwatched'");
            return noted == before;
        });
        await ShowsAsync(Viewer, "/polls/watched", HttpStatusCode.OK, "5</strong> votes counted");
    }

    [Fact]
    public async Task The_largest_poll_is_shown()
    {
        var labels = Enumerable.Range(0, 100).Select(i => $"{i:D3} {new string('w', 96)}").ToArray();
        await Ledger.OpenAsync("large", "ranking", new string('q', 200), labels);
        await Ledger.CountAsync("large", labels[99].Replace(' ', '-'), 7);

        await ShowsAsync(Viewer, "/polls/large", HttpStatusCode.OK, "7</strong> votes counted");
        var page = await Viewer.GetStringAsync("/polls/large");
        Assert.All(labels, label => Assert.Contains(label, page, StringComparison.Ordinal));
    }

    private static async Task LineAsync(EventReader reader, string words)
    {
        while (!(await reader.NextLineAsync()).Contains(words, StringComparison.Ordinal))
        {
        }
    }

    private static MeterListener Listen(ConcurrentQueue<long> measured)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Name is "voting.results.unreadable")
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => measured.Enqueue(value));
        listener.Start();
        return listener;
    }

    private static Task<TimeSpan> ShowsAsync(HttpClient viewer, string address, HttpStatusCode status, string words) =>
        Eventually.TrueAsync($"{address}: {words}", async () =>
        {
            using var response = await viewer.GetAsync(address);
            return response.StatusCode == status && (await response.Content.ReadAsStringAsync()).Contains(words, StringComparison.Ordinal);
        });
}
