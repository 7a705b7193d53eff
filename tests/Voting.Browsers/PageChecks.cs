using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Voting.Browsers;

/// <summary>What every page owes everyone: measured in the browser, not read from the source.</summary>
public static class PageChecks
{
    private static readonly AxeRunOptions _rules = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        ResultTypes = [ResultType.Violations],
    };

    // What the colours of the page alone decide: everything else is the same in the dark.
    private static readonly AxeRunOptions _colourRules = new()
    {
        RunOnly = new() { Type = "rule", Values = ["color-contrast", "link-in-text-block"] },
        ResultTypes = [ResultType.Violations],
    };

    private const string AskAgain = """
        async runOnly => typeof axe === "undefined" ? null
          : (await axe.run(document, { runOnly, resultTypes: ["violations"] })).violations.flatMap(found => found.nodes.map(node => `${found.id}: ${found.help}: ${node.html}`))
        """;

    private static readonly int[] _widths = [320, 1440];

    private static readonly Lazy<string> _script = new(() =>
    {
        using var reader = new StreamReader(typeof(PageChecks).Assembly.GetManifestResourceStream("Voting.Browsers.page-checks.js")!);
        return reader.ReadToEnd();
    });

    /// <summary>Every rule of axe up to WCAG 2.2 AA and its best practices; and what axe has no rule for: contrast of controls' borders (1.4.11) and reflow (1.4.10).</summary>
    /// <returns>One sentence for each violation; none for a good page.</returns>
    public static Task<string[]> ViolationsAsync(this IPage page) => ViolationsAsync(page, _rules);

    /// <summary>The same on a phone and on a wide screen, in light and dark. Leaves the page light and wide.</summary>
    /// <returns>One sentence for each violation, with the look in which it was found.</returns>
    public static async Task<string[]> ViolationsInEveryLookAsync(this IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var found = new List<string>();
        foreach (var width in _widths)
        {
            await page.SetViewportSizeAsync(width, 900);
            foreach (var (colours, rules) in ((ColorScheme, AxeRunOptions)[])[(ColorScheme.Dark, _colourRules), (ColorScheme.Light, _rules)])
            {
                // Without motion, or a colour would be measured on its way to the other.
                await page.EmulateMediaAsync(new() { ColorScheme = colours, ReducedMotion = ReducedMotion.Reduce });
                found.AddRange((await ViolationsAsync(page, rules)).Select(violation => $"{width} {colours}: {violation}"));
            }
        }

        return [.. found];
    }

    private static async Task<string[]> ViolationsAsync(IPage page, AxeRunOptions rules)
    {
        // The library brings axe into the page each time, which takes longer than its rules: where it is there, it is asked again.
        var found = await page.EvaluateAsync<string[]?>(AskAgain, new { type = rules.RunOnly!.Type, values = rules.RunOnly.Values })
            ?? [.. from violation in (await page.RunAxe(rules)).Violations from node in violation.Nodes select $"{violation.Id}: {violation.Help}: {node.Html}"];
        return [.. found, .. await page.EvaluateAsync<string[]>(_script.Value)];
    }

    /// <summary>Walks the page by Tab to its end and says which stops show no focus (2.4.7).</summary>
    public static async Task<(int Stops, string[] Invisible)> WalkAsync(this IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        const int most = 100;
        var invisible = new List<string>();
        for (var stops = 0; stops < most; stops++)
        {
            await page.Keyboard.PressAsync("Tab");
            var stop = await page.EvaluateAsync<string?>(
                """
                () => {
                  const at = document.activeElement;
                  if (!at || at === document.body || at.dataset.walked) return null;
                  at.dataset.walked = "yes";
                  const shows = [at, at.closest("label")].some(element => element && parseFloat(getComputedStyle(element).outlineWidth) >= 2
                    && getComputedStyle(element).outlineStyle !== "none");
                  return shows ? "" : at.outerHTML.slice(0, 120);
                }
                """);
            if (stop is null)
            {
                return (stops, [.. invisible]);
            }

            if (stop.Length > 0)
            {
                invisible.Add(stop);
            }
        }

        return (most, ["the walk did not end"]);
    }
}
