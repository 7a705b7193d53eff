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
}
