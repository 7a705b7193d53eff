using Voting.Browsers;
using Voting.Frontend.Tests.Site;

namespace Voting.Frontend.Tests;

/// <summary>The checks of pages find what is wrong, or their silence would say nothing.</summary>
[Collection(InBrowser.Name)]
public sealed class PageCheckTests(Browser browser)
{
    [Fact]
    public async Task A_faint_text_and_a_field_without_a_name_are_found_the_text_in_every_look()
    {
        await browser.Chromium.VisitAsync(nameof(A_faint_text_and_a_field_without_a_name_are_found_the_text_in_every_look), async page =>
        {
            await page.SetContentAsync("""<!doctype html><html lang="en"><title>Faults</title><main><h1 style="color:#ddd;background:#fff">Faint</h1><input></main></html>""");

            var found = await page.ViolationsInEveryLookAsync();

            foreach (var look in (string[])["320 Dark", "320 Light", "1440 Dark", "1440 Light"])
            {
                Assert.Contains(found, violation => violation.StartsWith($"{look}: color-contrast:", StringComparison.Ordinal));
                Assert.Equal(look.EndsWith("Light", StringComparison.Ordinal), found.Any(violation => violation.StartsWith($"{look}: label:", StringComparison.Ordinal)));
            }
        });
    }
}
