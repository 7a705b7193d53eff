using System.Net;
using Voting.Frontend.Tests.Site;

namespace Voting.Frontend.Tests;

/// <summary>What a person typed is never dropped: every field has its message, all at once, and everything comes back.</summary>
public sealed class ValidationTests : SiteTests
{
    [Theory]
    [InlineData("single", "", "Choose one option.")]
    [InlineData("single", "choice=cats choice=dogs", "Choose one option. You chose 2.")]
    [InlineData("multiple", "choice=cats choice=dogs choice=fish", "Choose up to 2 options. You chose 3.")]
    [InlineData("approval", "", "at least one.")]
    [InlineData("ranking", "", "Give at least one option a place.")]
    [InlineData("score", "", "Give at least one option a score.")]
    [InlineData("single", "choice=ghosts", "does not fit this poll")]
    [InlineData("ranking", "rank-ghosts=1 rank-cats=1", "does not fit this poll")]
    [InlineData("score", "score-cats=5 rank-dogs=1", "does not fit this poll")]
    [InlineData("score", "score-cats=5 choice=dogs", "does not fit this poll")]
    [InlineData("single", "abstain=true", "does not take abstentions")]
    public async Task A_ballot_that_does_not_fit_comes_back_with_what_to_correct(string kind, string fields, string message)
    {
        var answer = await SendAsync(kind, fields);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Has(message), answer.Html);
        Assert.Contains("id=\"ballot-error\"", answer.Html, StringComparison.Ordinal);
        Assert.Empty(Api.Ballots);
    }

    [Theory]
    [InlineData("score", "score-cats=-5 score-dogs=3.5 score-fish=many", "“⁨-5⁩” is not a score|“⁨3.5⁩” is not a score|“⁨many⁩” is not a score", "-5|3.5|many")]
    [InlineData("score", "score-cats=6 score-dogs=5 score-fish=99999999999", "“⁨6⁩” is not a score. Scores are whole numbers from 0 to 5.||“⁨99999999999⁩” is not a score", "6|5|99999999999")]
    [InlineData("score", "score-cats=1,000 score-dogs=٣ score-fish=0", "“⁨1,000⁩” is not a score|“⁨٣⁩” is not a score|", "1,000|٣|0")]
    [InlineData("ranking", "rank-cats=1 rank-dogs=1 rank-fish=2", "Place 1 is also given to ⁨Dogs⁩.|Place 1 is also given to ⁨Cats⁩.|", "1|1|2")]
    [InlineData("ranking", "rank-cats=1 rank-dogs=3", "|Place 2 is given to no option.|", "1|3|")]
    [InlineData("ranking", "rank-cats=0 rank-dogs=4 rank-fish=first", "“⁨0⁩” is not a place. Places are whole numbers from 1 to 3.|“⁨4⁩” is not a place|“⁨first⁩” is not a place", "0|4|first")]
    public async Task Every_field_has_its_own_message_all_at_once_and_keeps_what_was_typed(string kind, string fields, string messages, string typed)
    {
        var answer = await SendAsync(kind, fields);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Empty(Api.Ballots);
        foreach (var ((option, message), entry) in ((string[])["cats", "dogs", "fish"]).Zip(messages.Split('|')).Zip(typed.Split('|')))
        {
            Assert.Equal(message.Length > 0, answer.Has($"id=\"error-{option}\""));
            Assert.Equal(message.Length > 0, answer.Has($"aria-invalid=\"true\" aria-describedby=\"error-{option}\""));
            Assert.Equal(message.Length > 0, answer.Has($"href=\"#option-{option}\""));
            Assert.True(answer.Has(message), $"{message} is not in {answer.Html}");
            Assert.True(entry.Length == 0 || answer.Has($"value=\"{entry}\" selected") || answer.Has($"value=\"{entry}\" checked") || answer.Has($"value=\"{entry}\" dir=\"ltr\""), $"{entry} was dropped: {answer.Html}");
        }
    }

    [Theory]
    [InlineData("score", "score-cats= score-dogs=0", """{"dogs":0}""", "scores")]
    [InlineData("score", "score-cats=%2005%20", """{"cats":5}""", "scores")]
    [InlineData("ranking", "rank-cats=2 rank-dogs=1", """["dogs","cats"]""", "ranking")]
    public async Task What_can_be_read_is_read(string kind, string fields, string expected, string member)
    {
        var answer = await SendAsync(kind, fields);

        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Equal(expected, Assert.Single(Api.Ballots).Body[member]!.ToJsonString());
    }

    [Fact]
    public async Task All_reasons_of_the_api_are_shown()
    {
        Api.Opens("pets");
        Api.OnCast = context =>
        {
            context.Response.StatusCode = 400;
            context.Response.ContentType = "application/problem+json";
            return context.Response.Body.WriteAsync("""{"status":400,"errors":{"choices":["First reason."],"voter":["Second reason."]}}"""u8.ToArray()).AsTask();
        };
        var page = await SitePage.OpenAsync(Browser, "/polls/pets");

        var answer = await SitePage.OfAsync(await page.SendAsync(Browser, ("choice", "cats")));

        Assert.True(answer.Has("First reason. Second reason."), answer.Html);
    }

    private async Task<SitePage> SendAsync(string kind, string fields)
    {
        Api.Opens("pets", kind, poll => poll["maxChoices"] = 2);
        var page = await SitePage.OpenAsync(Browser, "/polls/pets");
        var filled = fields.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(field => (field.Split('=')[0], Uri.UnescapeDataString(field.Split('=')[1])));
        return await SitePage.OfAsync(await page.SendAsync(Browser, [.. filled]));
    }
}
