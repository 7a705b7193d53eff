using Microsoft.Playwright;
using Voting.Browsers;
using Voting.Frontend.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Voting.Frontend.Tests;

/// <summary>Right-to-left labels read right: every figure stands beside its own label.</summary>
[Collection(InBrowser.Name)]
public sealed class DirectionTests(Browser browser) : IAsyncLifetime
{
    private ApiStub _api = null!;
    private FrontendSite _site = null!;
    private string _address = null!;

    public async ValueTask InitializeAsync()
    {
        _api = await ApiStub.StartAsync();
        _site = FrontendSite.Before(_api);
        _address = _site.Serve();
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task In_a_ranking_receipt_each_place_stands_left_of_its_own_label()
    {
        OpenHebrew("ranking");
        await browser.Chromium.VisitAsync(nameof(In_a_ranking_receipt_each_place_stands_left_of_its_own_label), async page =>
        {
            await page.GotoAsync(_address);
            await page.GetByLabel("Place of חתולים").SelectOptionAsync("1");
            await page.GetByLabel("Place of כלבים 2").SelectOptionAsync("2");
            await page.GetByRole(AriaRole.Button, new() { Name = "Cast vote" }).ClickAsync();

            await Expect(page.GetByText("1. חתולים, 2. כלבים 2")).ToBeVisibleAsync();
            // Each piece of text in the order of the sentence, and where it stands on the screen.
            var lefts = await page.GetByText("1. חתולים, 2. כלבים 2").EvaluateAsync<double[]>(
                """
                sentence => {
                  const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT), lefts = [];
                  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                    if (!node.nodeValue.trim()) continue;
                    const range = document.createRange();
                    range.selectNodeContents(node);
                    lefts.push(range.getBoundingClientRect().left);
                  }
                  return lefts;
                }
                """);
            Assert.Equal(4, lefts.Length);
            Assert.Equal(lefts.Order(), lefts);
        });
    }

    [Theory]
    [InlineData("single")]
    [InlineData("approval")]
    [InlineData("ranking")]
    [InlineData("score")]
    public async Task A_question_and_its_labels_take_their_own_direction(string kind)
    {
        OpenHebrew(kind);
        await browser.Chromium.VisitAsync($"{nameof(A_question_and_its_labels_take_their_own_direction)}-{kind}", async page =>
        {
            await page.GotoAsync(_address);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveCSSAsync("direction", "rtl");
            await Expect(page.GetByText("חתולים", new() { Exact = false }).Last).ToHaveCSSAsync("direction", "rtl");
            await Expect(page.GetByText("Fish (fresh)").Last).ToHaveCSSAsync("direction", "ltr");
            await Expect(page).ToHaveTitleAsync("\u2068חתולים או כלבים?\u2069");
            Assert.Empty(await page.ViolationsAsync());
        });
    }

    private void OpenHebrew(string kind) => _api.Opens("pets", kind, poll =>
    {
        poll["question"] = "חתולים או כלבים?";
        poll["options"]![0]!["label"] = "חתולים";
        poll["options"]![1]!["label"] = "כלבים 2";
        poll["options"]![2]!["label"] = "Fish (fresh)";
    });
}
