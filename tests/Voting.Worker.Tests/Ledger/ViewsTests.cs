using System.Diagnostics;
using Voting.Worker.Tests.Stores;

namespace Voting.Worker.Tests.Ledger;

/// <summary>Wire 3, the writing side: what the views show for each kind of poll.</summary>
[Collection(SharedServers.Name)]
public sealed class ViewsTests(Servers servers) : LedgerTest(servers)
{
    [Theory]
    [InlineData("single", 1, 1, new[] { "cats", "dogs", "cats", "" }, new[] { "cats 2 -", "dogs 1 -", "eels 0 -" })]
    [InlineData("multiple", 1, 2, new[] { "cats,dogs", "dogs", "dogs,eels", "" }, new[] { "cats 1 -", "dogs 3 -", "eels 1 -" })]
    [InlineData("approval", 1, 3, new[] { "cats,dogs,eels", "dogs", "eels", "" }, new[] { "cats 1 -", "dogs 2 -", "eels 2 -" })]
    [InlineData("ranking", 1, 3, new[] { "eels,cats", "eels,dogs,cats", "cats", "" }, new[] { "cats 1 -", "dogs 0 -", "eels 2 -" })]
    [InlineData("score", 1, 3, new[] { "cats:5,dogs:0", "cats:4", "dogs:3", "" }, new[] { "cats 2 9", "dogs 2 3", "eels 0 0" })]
    public async Task Options_are_tallied_by_the_kind_of_the_poll(string kind, int min, int max, string[] ballots, string[] tallies)
    {
        await OpenAsync("poll", 10, Definitions.Json("poll", kind, min, max, kind == "score" ? 5 : null, abstain: true));
        await StoreAsync([.. ballots.Select((content, i) => Ballot(11 + i, i, content, "poll"))]);

        Assert.Equal(tallies, await Ledger.RowsAsync("select option, ballots, score from ledger.option_tallies where poll = 'poll' order by ordinal"));
        Assert.Equal(kind == "score" ? ["5"] : [], await Ledger.RowsAsync("select max_score from ledger.score_scales where poll = 'poll'"));
        Assert.Equal(["4 1 open 10"], await Ledger.RowsAsync("select counted, abstained, state, opened_position from ledger.poll_results where poll = 'poll'"));
    }

    [Fact]
    public async Task A_score_poll_has_the_number_of_ballots_for_each_score()
    {
        await OpenAsync("poll", 10, Definitions.Json("poll", "score", 1, 3, 5));
        await StoreAsync([.. new[] { "cats:5,dogs:0", "cats:5", "cats:3,dogs:0", "dogs:2" }.Select((content, i) => Ballot(11 + i, i, content, "poll"))]);
        await StoreAsync(Ballot(20, 3, "dogs:0", "poll"));

        Assert.Equal(["cats 3 1", "cats 5 2", "dogs 0 3"], await Ledger.RowsAsync("select option, score, ballots from ledger.score_tallies where poll = 'poll' order by option, score"));
    }

    [Theory]
    [InlineData("select * from ledger.poll_results where poll = 'poll'")]
    [InlineData("select * from ledger.option_tallies where poll = 'poll'")]
    [InlineData("select * from ledger.score_tallies where poll = 'poll'")]
    public async Task Reading_a_result_never_looks_at_the_distinct_ballots(string read)
    {
        var plan = string.Join('\n', await Ledger.RowsAsync($"explain (verbose) {read}"));

        Assert.Contains("ledger.poll", plan, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"ledger\.(ballot|ballot_content|standing|tally)\b", plan);
    }

    [Fact]
    public async Task A_poll_of_many_distinct_long_rankings_is_read_as_quickly_as_a_small_one()
    {
        const int Distinct = 16_000;
        var options = Definitions.LongIds(60);
        await OpenAsync("long", 10, Definitions.Large("long", "ranking", options));
#pragma warning disable CA5394 // Reproducible, not secret.
        var random = new Random(1);
        for (var from = 0; from < Distinct; from += 1_000)
        {
            await StoreAsync([.. Enumerable.Range(from, 1_000).Select(i =>
            {
                random.Shuffle(options);
                return Ballot(100 + i, i, string.Join(',', options), "long");
            })]);
        }
#pragma warning restore CA5394

        var started = Stopwatch.GetTimestamp();
        var first = await Ledger.ScalarAsync<decimal>("select sum(ballots) from ledger.option_tallies where poll = 'long'");
        var counted = await Ledger.ScalarAsync<long>("select counted from ledger.poll_results where poll = 'long'");

        // Splitting the distinct contents took 12.7 s; Results gives a read 3 s.
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 1);
        Assert.Equal((Distinct, Distinct), ((long)first, counted));
        Assert.Equal((long)Distinct, await Ledger.ScalarAsync<long>("select count(*) from ledger.tallies where poll = 'long'"));
    }

    [Fact]
    public async Task A_poll_whose_kind_changes_is_summed_anew()
    {
        await OpenAsync("poll", 10, Definitions.Json("poll", "approval", 1, 3, abstain: true));
        await StoreAsync(Ballot(11, 1, "cats,dogs", "poll"), Ballot(12, 2, "cats,eels", "poll"), Ballot(13, 3, "", "poll"));

        await Store.ApplyDefinitionAsync(14, "poll.changed", "poll", 2, Definitions.Json("poll", "ranking", 1, 3, abstain: true, version: 2), default);

        Assert.Equal(["cats 2", "dogs 0", "eels 0"], await Ledger.RowsAsync("select option, ballots from ledger.option_tallies where poll = 'poll' order by ordinal"));
        Assert.Equal(["3 1"], await Ledger.RowsAsync("select counted, abstained from ledger.poll_results where poll = 'poll'"));
        Assert.Empty(await Ledger.RecountDifferencesAsync());
    }
}
