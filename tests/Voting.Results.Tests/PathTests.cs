using System.Net;
using System.Text.RegularExpressions;
using Voting.Results.Tests.Site;
using Voting.Stores;

namespace Voting.Results.Tests;

/// <summary>The site has an address of its own, and stands below /results of the address that all sites share.</summary>
public sealed partial class PathTests(Postgres postgres) : LedgerTests(postgres)
{
    [Theory]
    [InlineData("")]
    [InlineData("/results")]
    public async Task Every_address_of_a_page_leads_on_below_the_path_by_which_the_reader_came(string below)
    {
        await Ledger.OpenAsync("pets");
        await ShownAsync("pets");
        using var front = await Viewer.GetAsync($"{below}/");
        Assert.Equal($"{below}/polls/pets", front.Headers.Location?.OriginalString);

        var addresses = await AddressesAsync($"{below}/polls/pets", HttpStatusCode.OK);

        Assert.Contains($"{below}/polls/pets/board", addresses);
        foreach (var address in addresses)
        {
            Assert.Equal(below.Length > 0, address.StartsWith("/results/", StringComparison.Ordinal));
            using var answer = await Viewer.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Redirect, $"{address}: {answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("/results")]
    public async Task An_error_page_leads_back_below_the_path_too(string below)
        => Assert.Contains($"{below}/", await AddressesAsync($"{below}/nowhere", HttpStatusCode.NotFound));

    [Fact]
    public async Task A_path_that_only_begins_like_it_is_none_of_it()
    {
        using var answer = await Viewer.GetAsync("/resultsandmore");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<string[]> AddressesAsync(string path, HttpStatusCode status)
    {
        using var page = await Viewer.GetAsync(path);
        Assert.Equal(status, page.StatusCode);
        return [.. Address().Matches(await page.Content.ReadAsStringAsync()).Select(match => match.Groups["address"].Value).Where(address => !address.StartsWith('#')).Distinct(StringComparer.Ordinal)];
    }

    [GeneratedRegex("(href|src|data-stream)=\"(?<address>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Address();
}
