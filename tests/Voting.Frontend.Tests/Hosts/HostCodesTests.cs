using System.Globalization;
using Microsoft.Playwright;
using Voting.Browsers;
using Voting.Contracts.Polls;
using Voting.Frontend.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Voting.Frontend.Tests.Hosts;

/// <summary>Voting codes in the host console: a poll that needs them, codes made, taken away, and revoked.</summary>
[Collection(InBrowser.Name)]
public sealed class HostCodesTests(Browser browser) : IAsyncLifetime
{
    private ApiStub _api = null!;
    private FrontendSite _site = null!;
    private string _address = null!;

    public async ValueTask InitializeAsync()
    {
        _api = await ApiStub.StartAsync();
        _site = FrontendSite.ForAnyone(_api);
        _address = _site.Serve();
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task A_host_makes_a_poll_with_codes_takes_them_away_as_cards_and_file_and_revokes_one()
    {
        await browser.Chromium.VisitAsync(nameof(A_host_makes_a_poll_with_codes_takes_them_away_as_cards_and_file_and_revokes_one), async page =>
        {
            await MakePollAsync(page);
            Assert.Equal(("codes", false), ((string?)_api.Polls.Values.Single()["voters"], (bool?)_api.Polls.Values.Single()["allowChange"]));
            await Expect(page.GetByText("There are no codes yet.")).ToBeVisibleAsync();

            await MakeCodesAsync(page, 3);
            var written = await page.Locator(".vote-card .written").AllTextContentsAsync();
            Assert.Equal(3, written.Distinct().Count(code => VotingCode.Parse(code) is not null));
            await Expect(page.GetByRole(AriaRole.Img, new() { Name = $"QR code of the ballot with the code {written[0]}" })).ToBeVisibleAsync();
            Assert.Empty(await page.ViolationsAsync());
            // A second time too: the page has not gone away.
            for (var time = 0; time < 2; time++)
            {
                var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Save as a file" }).ClickAsync());
                Assert.EndsWith("-codes.csv", file.SuggestedFilename, StringComparison.Ordinal);
                var lines = await File.ReadAllLinesAsync(await file.PathAsync());
                Assert.Equal(["code", .. written], lines);
            }

            await page.EmulateMediaAsync(new() { Media = Media.Print });
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeHiddenAsync();
            await Expect(page.GetByText(written[2])).ToBeVisibleAsync();
            await page.EmulateMediaAsync(new() { Media = Media.Screen });

            await page.GetByRole(AriaRole.Link, new() { Name = "To the poll" }).ClickAsync();
            await Expect(page.GetByText("3 codes can vote")).ToBeVisibleAsync();
            await page.GetByText("Revoke codes").ClickAsync();
            await page.GetByLabel("Codes to revoke").FillAsync($"{written[1].ToLowerInvariant()}\nnobody-gave-this");
            await page.GetByRole(AriaRole.Button, new() { Name = "Revoke", Exact = true }).ClickAsync();
            await Expect(page.GetByText("1 code was revoked.")).ToBeVisibleAsync();
            await Expect(page.GetByLabel("Codes to revoke")).ToHaveValueAsync("nobody-gave-this");
            await Expect(page.GetByText("This is no code of this poll.")).ToBeVisibleAsync();
            await Expect(page.GetByText("2 codes can vote, 1 revoked")).ToBeVisibleAsync();
            Assert.Empty(await page.ViolationsAsync());
        }, null, "400");
    }

    [Fact]
    public async Task Codes_are_made_and_a_batch_is_revoked_after_a_confirmation_without_scripts()
    {
        await browser.Chromium.VisitAsync(
            nameof(Codes_are_made_and_a_batch_is_revoked_after_a_confirmation_without_scripts),
            async page =>
            {
                await MakePollAsync(page);
                foreach (var wrong in (string[])["0", "many", "10001", ""])
                {
                    await page.GetByLabel("How many new codes").FillAsync(wrong);
                    await page.GetByRole(AriaRole.Button, new() { Name = "Make codes" }).ClickAsync();
                    await Expect(page.GetByText("Enter a whole number from 1 to 10000.")).ToBeVisibleAsync();
                    await Expect(page.GetByLabel("How many new codes")).ToHaveValueAsync(wrong);
                }

                await MakeCodesAsync(page, 501);
                await Expect(page.GetByRole(AriaRole.List, new() { Name = "Codes" }).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(501);
                await page.GetByRole(AriaRole.Link, new() { Name = "To the poll" }).ClickAsync();
                await page.GetByText("Revoke codes").ClickAsync();
                await page.GetByRole(AriaRole.Link, new() { Name = "Revoke batch 1" }).ClickAsync();
                await Expect(page.GetByText("All codes of batch 1 cast no vote any more.")).ToBeVisibleAsync();
                await page.GetByRole(AriaRole.Button, new() { Name = "Revoke the codes" }).ClickAsync();
                await Expect(page.GetByText("501 codes were revoked.")).ToBeVisibleAsync();
                await Expect(page.GetByText("0 codes can vote, 501 revoked")).ToBeVisibleAsync();
            },
            new() { JavaScriptEnabled = false },
            "400");
    }

    private async Task MakePollAsync(IPage page)
    {
        await page.GotoAsync($"{_address}/host/new");
        await page.GetByLabel("Question").FillAsync("Who chairs the club?");
        await page.GetByLabel("Options", new() { Exact = true }).FillAsync("Ada\nGrace");
        await page.Locator("summary", new() { HasText = "Who may vote" }).ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "Who has a voting code" }).CheckAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "The first vote stays." }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Open now" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Who chairs the club?");
    }

    private static async Task MakeCodesAsync(IPage page, int count)
    {
        await page.GetByLabel("How many new codes").FillAsync(count.ToString(CultureInfo.InvariantCulture));
        await page.GetByRole(AriaRole.Button, new() { Name = "Make codes" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync($"{count} new voting codes");
    }
}
