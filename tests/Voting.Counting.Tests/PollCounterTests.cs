using Voting.Contracts.Polls;
using Voting.Contracts.Results;
using Voting.Counting.Polls;

namespace Voting.Counting.Tests;

/// <summary>A poll is decided by the tie-break rule, the winning share and the quorum that it names.</summary>
public sealed class PollCounterTests
{
    private const string Seed = "the seed of the tests";

    private static readonly string[] _ids = ["anna", "ben", "carla"];
    private static readonly OptionDraft[] _options = [.. _ids.Select(id => new OptionDraft(id, char.ToUpperInvariant(id[0]) + id[1..]))];

    [Theory]
    [InlineData(PollKind.Single, CountingMethod.Plurality, "anna anna ben ben carla")]
    [InlineData(PollKind.Approval, CountingMethod.Approval, "anna,ben anna,ben carla")]
    [InlineData(PollKind.Ranking, CountingMethod.Schulze, "anna,ben ben,anna")]
    [InlineData(PollKind.Ranking, CountingMethod.RankedPairs, "anna,ben ben,anna")]
    [InlineData(PollKind.Ranking, CountingMethod.Borda, "anna,ben ben,anna")]
    [InlineData(PollKind.Ranking, CountingMethod.InstantRunoff, "anna ben")]
    [InlineData(PollKind.Score, CountingMethod.Median, "anna:5,ben:5 anna:4,ben:4 carla:1")]
    public void Whoever_is_level_wins_as_the_poll_says(PollKind kind, CountingMethod method, string ballots)
    {
        var draft = new PollDraft("club", "Who?", kind, _options, Method: method);

        Assert.Empty(Count(draft with { TieBreak = TieBreak.Open }, ballots).Winners);
        var listed = Count(draft with { TieBreak = TieBreak.List }, ballots);
        var drawn = Count(draft with { TieBreak = TieBreak.Lot }, ballots);

        // In a runoff the rule says who leaves, elsewhere who wins.
        var runoff = method is CountingMethod.InstantRunoff;
        var first = Lot.Choose(Seed, [0, 1]);
        Assert.Equal([_ids[runoff ? 1 : 0]], listed.Winners);
        Assert.Equal([_ids[runoff ? 1 - first : first]], drawn.Winners);
        Assert.Equal(("listed-first", "by-lot"), (listed.Ties[^1].By, drawn.Ties[^1].By));
        Assert.Equal(_ids[first], Assert.Single(drawn.Ties[^1].Chosen));
        Assert.Contains("wins", drawn.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_seat_goes_by_lot_where_the_poll_says_so()
    {
        var draft = new PollDraft("club", "Who?", PollKind.Single, _options, Seats: 2);

        Assert.Equal(["carla"], Count(draft, "carla carla anna ben").Winners);
        Assert.Equal(["carla", _ids[Lot.Choose(Seed, [0, 1])]], Count(draft with { TieBreak = TieBreak.Lot }, "carla carla anna ben").Winners);
    }

    [Theory]
    [InlineData(WinningShare.Majority, "anna anna ben carla", null, 3, "Nobody wins: 3 votes were needed.")]
    [InlineData(WinningShare.Majority, "anna anna anna ben carla", "anna", 3, "Anna wins with 3 votes.")]
    [InlineData(WinningShare.TwoThirds, "anna anna anna ben carla", null, 4, "Nobody wins: 4 votes were needed.")]
    [InlineData(WinningShare.TwoThirds, "anna anna ben", "anna", 2, "Anna wins with 2 votes.")]
    public void Nobody_wins_with_less_than_the_share_that_the_poll_asks_for(WinningShare share, string ballots, string? winner, int needed, string sentence)
    {
        var count = Count(new PollDraft("club", "Who?", PollKind.Single, _options, WinningShare: share, AllowAbstain: true), ballots, abstained: 7);

        Assert.Equal((winner, sentence, (decimal?)needed), (count.Winners.SingleOrDefault(), count.Sentence, count.Rounds[0].Quota));
    }

    [Theory]
    [InlineData(6, "anna")]
    [InlineData(7, null)]
    public void Below_its_quorum_of_ballots_abstentions_among_them_the_poll_decides_nothing(int quorum, string? winner)
    {
        var count = Count(new PollDraft("club", "Who?", PollKind.Single, _options, Quorum: quorum, AllowAbstain: true), "anna anna ben", abstained: 3);

        Assert.Equal(winner, count.Winners.SingleOrDefault());
        Assert.Equal(winner is null, count.Sentence.Contains("quorum", StringComparison.Ordinal));
    }

    private static PollCount Count(PollDraft draft, string ballots, int abstained = 0)
    {
        Assert.Empty(PollRules.Define(draft, 1, out var poll));
        var counter = PollCounter.Of(poll with { TieSeed = Seed });
        foreach (var ballot in ballots.Split(' '))
        {
            counter.Add(ballot, 1);
        }

        counter.Add("", abstained);
        return counter.Count(final: true, default);
    }
}
