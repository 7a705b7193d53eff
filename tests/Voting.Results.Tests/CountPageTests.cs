using System.Net;
using Voting.Contracts.Polls;
using Voting.Contracts.Results;
using Voting.Results.Tests.Site;
using Voting.Stores;

namespace Voting.Results.Tests;

/// <summary>The count on the pages.</summary>
public sealed class CountPageTests(Postgres postgres) : LedgerTests(postgres)
{
    [Fact]
    public async Task While_a_ranking_poll_is_open_the_page_says_what_would_be_if_it_closed_now_and_nobody_leads_by_first_preferences()
    {
        await TownChair.OpenAsync(Ledger);
        await Ledger.KeepCountAsync(TownChair.Poll, TownChair.Count(final: false));

        var page = await ShowsAsync("/polls/chair", "If it closed now: Ben wins in round 2 with 86 of 167 votes after Anna's were transferred.");

        Assert.DoesNotContain("First preferences", page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"leads\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("leads with", page, StringComparison.Ordinal);
        Assert.Contains("data-summary=\"If it closed now: Ben wins", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_round_is_a_table_with_a_caption_and_headers_and_the_pairs_mark_the_winners_row()
    {
        await TownChair.OpenAsync(Ledger);
        await Ledger.CloseAsync(TownChair.Poll, "final");
        await Ledger.KeepCountAsync(TownChair.Poll, TownChair.Count(final: true));

        var page = await ShowsAsync("/polls/chair", "dir=\"auto\">Ben wins in round 2", "<caption>Round 1</caption>", "<caption>Round 2</caption>", "Counted by instant-runoff.");

        Assert.Matches("""class="wins">(?:(?!</tr>)[\s\S])*scope="row"(?:(?!</tr>)[\s\S])*<bdi class="label">Ben</bdi>(?:(?!</tr>)[\s\S])*>86<(?:(?!</tr>)[\s\S])*>Wins<""", page);
        Assert.Matches("""class="out">(?:(?!</tr>)[\s\S])*<bdi class="label">Anna</bdi>(?:(?!</tr>)[\s\S])*>51<(?:(?!</tr>)[\s\S])*>Leaves<""", page);
        Assert.Matches("""Exhausted ballots(?:(?!</tr>)[\s\S])*>0<(?:(?!</tr>)[\s\S])*>&#x2B;9<""", page);
        Assert.Contains("89 votes are more than half of this round&#x27;s.", page, StringComparison.Ordinal);
        Assert.Matches("""class="best">(?:(?!</tr>)[\s\S])*Anna(?:(?!</tr>)[\s\S])*>81<(?:(?!</tr>)[\s\S])*>92<""", page);
        await ShowsAsync("/polls/chair/screen", "Ben wins in round 2", "<caption>Round 2</caption>");
        Assert.Contains("\"count\":{\"method\":\"instant-runoff\"", await Viewer.GetStringAsync("/polls/chair/results.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_poll_with_rules_for_its_winner_says_what_was_needed_and_how_a_tie_went()
    {
        await Ledger.OpenAsync("pets", "single", "Cats or dogs?", "Cats", "Dogs");
        await Ledger.CountAsync("pets", "cats", 2);
        await Ledger.CountAsync("pets", "dogs", 2);
        var round = new CountRound(1, CountMeasure.Votes, [new("cats", 2), new("dogs", 2)], 3, 0, 0, [], [], [], [], 0);
        var missed = new PollCount(CountingMethod.Plurality, 1, false, 4, 0, 0, [], "Nobody wins: 3 votes were needed.", [round], [], null, null, null);
        await Ledger.KeepCountAsync("pets", missed);
        await ShowsAsync("/polls/pets", "If it closed now: Nobody wins: 3 votes were needed.", "3 votes are needed to win.", ">Of voters</th>", ">50.0%</td>");

        await Ledger.KeepCountAsync("pets", missed with
        {
            Winners = ["dogs"],
            Sentence = "Dogs wins with 2 votes.",
            Rounds = [round with { Quota = null, Elected = ["dogs"] }],
            Ties = [new(1, "winner", ["cats", "dogs"], ["dogs"], "by-lot")],
        });
        var page = WebUtility.HtmlDecode(await ShowsAsync("/polls/pets", "Dogs wins with 2 votes."));
        Assert.Contains("\u2068Cats\u2069 and \u2068Dogs\u2069 were level for the win; \u2068Dogs\u2069 won, by lot.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_count_that_is_older_than_the_tally_says_of_how_many_ballots_it_is()
    {
        await TownChair.OpenAsync(Ledger);
        await Ledger.KeepCountAsync(TownChair.Poll, TownChair.Count(final: false));
        await Ledger.CountAsync(TownChair.Poll, "carla", 4);

        await ShowsAsync("/polls/chair", "This count is of 176 of the 180 votes; the next one is on its way.");
    }

    [Fact]
    public async Task Ties_and_labels_of_either_direction_are_told()
    {
        await TownChair.OpenAsync(Ledger, "אנה", "Ben", "Carla");
        var count = TownChair.Count(final: false) with
        {
            Winners = [],
            Sentence = "\u2068אנה\u2069 and Ben cannot be told apart.",
            Ties = [new(1, "exclusion", ["ben", "carla"], ["carla"], "listed-last"), new(2, "winner", ["אנה", "ben"], [], null)],
        };
        await Ledger.KeepCountAsync(TownChair.Poll, count);

        var page = WebUtility.HtmlDecode(await ShowsAsync("/polls/chair", "cannot be told apart."));

        Assert.Contains("Round 1: \u2068Ben\u2069 and \u2068Carla\u2069 were level for last place; \u2068Carla\u2069 left, being listed last.", page, StringComparison.Ordinal);
        Assert.Contains("Round 2: \u2068אנה\u2069 and \u2068Ben\u2069 were level for the win, and no rule settles it.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_score_poll_that_a_runoff_decides_shows_its_averages_and_marks_none_of_them()
    {
        await Ledger.OpenAsync("pets", "score");
        await Ledger.CountAsync("pets", "cats", 2);
        await Ledger.CountAsync("pets", "dogs:5");
        await Ledger.KeepCountAsync("pets", new(
            CountingMethod.Star, 1, false, 3, 0, 0, ["cats"], "Cats wins the runoff against Dogs with 2 to 1 vote; 0 ballots score both the same.",
            [
                new(1, CountMeasure.Points, [new("cats", 8), new("dogs", 5)], null, 0, 0, [], [], [], [], 0),
                new(2, CountMeasure.Votes, [new("cats", 2), new("dogs", 1)], 2, 0, 0, ["cats"], [], [], [], 0),
            ],
            [], null, null, null));

        var page = await ShowsAsync("/polls/pets", "If it closed now: Cats wins the runoff", ">Average</th>", ">Points</th>", "Counted by STAR.");

        Assert.DoesNotContain("class=\"leads\"", page, StringComparison.Ordinal);
    }

    private async Task<string> ShowsAsync(string address, params string[] words)
    {
        var page = "";
        await Eventually.TrueAsync(
            string.Join(" and ", words),
            async () =>
            {
                using var response = await Viewer.GetAsync(address);
                page = response.StatusCode == HttpStatusCode.OK ? (await response.Content.ReadAsStringAsync()).Replace("Anna&#x27;s", "Anna's", StringComparison.Ordinal) : "";
                return words.All(word => page.Contains(word, StringComparison.Ordinal));
            });
        return page;
    }
}
