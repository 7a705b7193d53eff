using Voting.Worker.Tests.Stores;

namespace Voting.Worker.Tests.Intake;

/// <summary>The largest that the API takes goes through every later stage: 100 options with ids of 40 characters and labels of 100.</summary>
[Collection(SharedServers.Name)]
public sealed class LargestTests(Servers servers)
{
    [Theory]
    [InlineData("approval", 100)]
    [InlineData("multiple", 100)]
    [InlineData("ranking", 100)]
    [InlineData("ranking", 66)]
    [InlineData("score", 100)]
    public async Task The_largest_poll_and_ballot_are_stored_and_shown(string kind, int count)
    {
        await using var path = await servers.VotePathAsync();
        var options = Definitions.LongIds(count);
        await path.OpenAsync("large", Definitions.Large("large", kind, options, kind == "score" ? 1_000 : null));
        await path.OpenAsync("pets");
        var content = string.Join(',', kind == "score" ? options.Select(option => $"{option}:1000") : options);
        await path.CastAsync("large", 1, content);
        await path.CastAsync("large", 2, content);
        await path.CastAsync("large", 3, string.Join(',', content.Split(',').Reverse()));
        await path.CastAsync("pets", 1, "cats");
        path.StartWorker();

        await path.SettleAsync();

        Assert.Empty(await path.DeadReasonsAsync());
        Assert.Equal(["cats=1"], await path.Ledger.TallyAsync("pets"));
        Assert.Equal(["3 2"], await path.Ledger.RowsAsync("select sum(ballots), count(*) from ledger.tallies where poll = 'large'"));
        var first = kind == "ranking" ? "2 -" : kind == "score" ? "3 3000" : "3 -";
        Assert.Equal([$"{options[0]} {first}"], await path.Ledger.RowsAsync("select option, ballots, score from ledger.option_tallies where poll = 'large' and ordinal = 1"));
        Assert.Equal(count, await path.Ledger.ScalarAsync<long>("select count(*) from ledger.option_tallies where poll = 'large'"));
    }

    [Fact]
    public async Task A_content_of_the_most_bytes_that_an_entry_may_have_is_stored()
    {
        await using var path = await servers.VotePathAsync();
        var options = Definitions.LongIds(399);
        await path.OpenAsync("forged", Definitions.Large("forged", "ranking", options, labels: 10));
        await path.CastAsync("forged", 1, string.Join(',', options));
        path.StartWorker();

        await path.SettleAsync();

        Assert.Equal(["16358 1"], await path.Ledger.RowsAsync("select length(content), ballots from ledger.tallies where poll = 'forged'"));
    }
}
