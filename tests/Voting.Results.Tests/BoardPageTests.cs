using System.Net;
using Voting.Results.Tests.Site;
using Voting.Stores;

namespace Voting.Results.Tests;

public sealed class BoardPageTests(Postgres postgres) : LedgerTests(postgres)
{
    [Fact]
    public async Task The_page_is_complete_without_scripts()
    {
        await Ledger.OpenAsync("pets");
        await Ledger.CountAsync("pets", "cats", 3);
        await Ledger.CountAsync("pets", "dogs", 1);
        await Ledger.BalanceAsync(6, 5, 1, 0);

        var page = await ShowsAsync("/polls/pets", "4</strong> votes counted", "In flight</dt><dd>1<");

        Assert.Contains("<h1 id=\"question\" dir=\"auto\">Cats or dogs?</h1>", page, StringComparison.Ordinal);
        Assert.Contains("75.0%", page, StringComparison.Ordinal);
        Assert.Contains("width=\"75%\"", page, StringComparison.Ordinal);
        Assert.Contains("Every accepted vote is accounted for.", page, StringComparison.Ordinal);
        Assert.Contains("Voting is open.", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("""<style| style=| on\w+=|<script>""", page);
    }

    [Fact]
    public async Task What_explains_the_question_stands_below_it_and_addresses_in_it_are_links()
    {
        await Ledger.OpenAsync("pets");
        await Ledger.DefineAsync("pets", new { description = "One <b>animal</b> for the house.\nhttps://example.org/pets has pictures." });

        await ShowsAsync("/polls/pets", "One &lt;b&gt;animal&lt;/b&gt; for the house.", "<a href=\"https://example.org/pets\" rel=\"nofollow noopener noreferrer\">https://example.org/pets</a>");
    }

    [Fact]
    public async Task Votes_that_are_not_accounted_for_are_said_in_plain_words()
    {
        await Ledger.OpenAsync("pets");
        await Ledger.BalanceAsync(10, 7, 0, 0);

        await ShowsAsync("/polls/pets", "3 accepted votes are not accounted for at this moment.", "class=\"balance off\"");
    }

    [Theory]
    [InlineData("closed", "the last votes are being counted")]
    [InlineData("final", "This result will not change.")]
    public async Task A_poll_that_is_over_says_whether_the_result_can_still_change(string state, string words)
    {
        await Ledger.OpenAsync("pets");
        await Ledger.CloseAsync("pets", state);

        await ShowsAsync("/polls/pets", words);
    }

    [Theory]
    [InlineData(3, 1, "Cats wins with 3, 75.0% of voters.")]
    [InlineData(2, 2, "Cats and Dogs are level at 2, 50.0% of voters: nobody wins.")]
    [InlineData(0, 0, "Nobody wins: no option was chosen.")]
    public async Task A_final_poll_tells_its_result_in_words(int cats, int dogs, string words)
    {
        await Ledger.OpenAsync("pets");
        await Ledger.CountAsync("pets", "cats", cats);
        await Ledger.CountAsync("pets", "dogs", dogs);
        await Ledger.CloseAsync("pets", "final");

        var page = WebUtility.HtmlDecode(await ShowsAsync("/polls/pets", "<p class=\"sentence final\""));
        Assert.Contains(words, page.Replace("\u2068", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("score", "Points", "Average", "4.00")]
    [InlineData("approval", "Votes", "Of voters", "100.0%")]
    [InlineData("ranking", "First preferences", "Of voters", "100.0%")]
    [InlineData("single", "Votes", "Of voters", "100.0%")]
    public async Task Each_kind_of_poll_names_what_its_figures_are(string kind, string amount, string share, string figure)
    {
        await Ledger.OpenAsync("pets", kind);
        await Ledger.CountAsync("pets", "cats", 2);

        await ShowsAsync("/polls/pets", $">{amount}</th>", $">{share}</th>", figure);
    }

    [Fact]
    public async Task Abstentions_are_counted_and_take_no_share()
    {
        await Ledger.OpenAsync("pets");
        await Ledger.CountAsync("pets", "cats", 1);
        await Ledger.CountAsync("pets", "");

        await ShowsAsync("/polls/pets", "2</strong> votes counted", "100.0%", "Percentages are of the one voter who did not abstain.", "of these, abstained</dt><dd>1<");
    }

    [Fact]
    public async Task A_score_is_shown_on_its_scale_as_the_mean_of_those_who_gave_one()
    {
        await Ledger.OpenAsync("pets", "score");
        await Ledger.CountAsync("pets", "cats", 2);
        await Ledger.CountAsync("pets", "dogs:5");

        var page = await ShowsAsync("/polls/pets", "scored by 2 voters", "scored by 1 voter<");

        // Dogs: 5 of one voter; divided by all three it would be 1.67. Cats: 4 of 5 fills four fifths of the bar, though it is far from the best.
        Assert.Matches("""class="leads">(?:(?!</tr>)[\s\S])*Dogs(?:(?!</tr>)[\s\S])*width="100%" height="100%"(?:(?!</tr>)[\s\S])*>5.00<""", page);
        Assert.Matches("""Cats(?:(?!</tr>)[\s\S])*class="fill" width="80%"(?:(?!</tr>)[\s\S])*>4.00<""", page);
        Assert.Contains("Bars go from 0 to 5.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task First_preferences_of_a_ranking_poll_lead_nowhere()
    {
        await Ledger.OpenAsync("pets", "ranking");
        await Ledger.CountAsync("pets", "cats", 2);

        foreach (var state in (string[])["open", "final"])
        {
            await Ledger.CloseAsync("pets", state);
            var page = await ShowsAsync("/polls/pets", "First preferences, not the result.", $"class=\"pill {state}\"");
            Assert.DoesNotContain("class=\"leads\"", page, StringComparison.Ordinal);
            Assert.DoesNotContain("leads with", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_poll_that_has_not_opened_says_when_it_opens_on_every_page()
    {
        await Ledger.OpenAsync("pets");
        await Ledger.OpenAsync("food");
        await Ledger.OpensAtAsync("pets", "'2099-01-31T08:05:00Z'");

        var page = await ShowsAsync("/polls/pets", "Not open yet", "Voting opens on", "31 January 2099, 08:05 UTC");
        Assert.DoesNotContain(">Live<", page, StringComparison.Ordinal);
        await ShowsAsync("/", "Opens on", "31 January 2099, 08:05 UTC");
    }

    [Fact]
    public async Task Labels_of_either_direction_are_isolated_where_they_are_shown_and_where_they_are_spoken()
    {
        await Ledger.OpenAsync("pets", "single", "חתולים?", "חתולים", "Dogs");
        await Ledger.CountAsync("pets", "חתולים", 3);

        var page = WebUtility.HtmlDecode(await ShowsAsync("/polls/pets", "3</strong> votes counted"));

        Assert.Contains("data-summary=\"\u2068חתולים\u2069 leads with 3, 100.0% of voters. 3 votes counted.\"", page, StringComparison.Ordinal);
        Assert.Contains("<title>\u2068חתולים?\u2069 – results</title>", page, StringComparison.Ordinal);
        Assert.Contains("dir=\"auto\">חתולים</span>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_is_text_and_never_markup()
    {
        await Ledger.OpenAsync("pets", question: "<script>alert(1)</script> & co?");

        var page = await ShowsAsync("/polls/pets", "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co?");

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_only_poll_is_what_the_front_page_leads_to_and_several_are_a_list()
    {
        Assert.Contains("There are no polls yet", await Viewer.GetStringAsync("/"), StringComparison.Ordinal);

        await Ledger.OpenAsync("pets");
        await ShownAsync("pets");
        var front = await Viewer.GetAsync("/");
        Assert.Equal("/polls/pets", front.Headers.Location?.ToString());

        await Ledger.OpenAsync("food", question: "Pizza or pasta?");
        await ShownAsync("food");
        var list = await Viewer.GetStringAsync("/");
        Assert.True(list.IndexOf("Pizza", StringComparison.Ordinal) < list.IndexOf("Cats", StringComparison.Ordinal), "The newest poll comes first.");
    }

    [Fact]
    public async Task The_big_screen_shows_the_same_board()
    {
        await Ledger.OpenAsync("pets");
        await Ledger.CountAsync("pets", "cats", 3);

        await ShowsAsync("/polls/pets/screen", "<body class=\"screen\">", "3</strong> votes counted");
    }

    [Theory]
    [InlineData("/polls/pets")]
    [InlineData("/board.js")]
    [InlineData("/_content/Voting.Web/app.css")]
    [InlineData("/nowhere")]
    public async Task Every_answer_carries_the_security_headers(string address)
    {
        await Ledger.OpenAsync("pets");

        var response = await Viewer.GetAsync(address);

        Assert.DoesNotContain("unsafe", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    private async Task<string> ShowsAsync(string address, params string[] words)
    {
        var page = "";
        await Eventually.TrueAsync(
            string.Join(" and ", words),
            async () =>
            {
                using var response = await Viewer.GetAsync(address);
                page = response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadAsStringAsync() : "";
                return words.All(word => page.Contains(word, StringComparison.Ordinal));
            });
        return page;
    }
}
