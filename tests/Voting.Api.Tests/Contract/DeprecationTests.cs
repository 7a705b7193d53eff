using Microsoft.Extensions.Options;
using Voting.Api.Tests.Stores;

namespace Voting.Api.Tests.Contract;

/// <summary>A version of the API that goes says so in every answer, half a year before.</summary>
[Collection(SharedServers.Name)]
public sealed class DeprecationTests(Servers servers)
{
    [Theory]
    [InlineData("/api/v1/polls")]
    [InlineData("/api/v1/polls/nobody-knows-it")]
    public async Task Every_answer_says_since_when_until_when_and_where_to_read_on(string address)
    {
        await using var host = servers.StartHost(new()
        {
            ["Deprecation:Since"] = "2027-01-01T00:00:00Z", ["Deprecation:Sunset"] = "2027-07-01T00:00:00Z", ["Deprecation:Documentation"] = "https://voting.example.com/v2",
        });

        using var answer = await host.CreateClient().GetAsync(address, TestContext.Current.CancellationToken);

        Assert.Equal("@1798761600", Assert.Single(answer.Headers.GetValues("Deprecation")));
        Assert.Equal("true", Assert.Single(answer.Headers.GetValues("X-API-Deprecated")));
        Assert.Equal("Thu, 01 Jul 2027 00:00:00 GMT", Assert.Single(answer.Headers.GetValues("Sunset")));
        Assert.Contains("<https://voting.example.com/v2>; rel=\"deprecation\"", answer.Headers.GetValues("Link"));
    }

    [Fact]
    public async Task A_version_that_stays_says_nothing()
    {
        await using var host = servers.StartHost([]);

        using var answer = await host.CreateClient().GetAsync("/api/v1/polls", TestContext.Current.CancellationToken);

        Assert.False(answer.Headers.Contains("Deprecation"));
    }

    [Fact]
    public void A_version_cannot_end_within_half_a_year()
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => servers.StartHost(
            new() { ["Deprecation:Since"] = "2027-01-01T00:00:00Z", ["Deprecation:Sunset"] = "2027-05-01T00:00:00Z" }));

        Assert.Contains("Deprecation:Sunset is at least 6 months after Deprecation:Since", refusal.Message, StringComparison.Ordinal);
    }
}
