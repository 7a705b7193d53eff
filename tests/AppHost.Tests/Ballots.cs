using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace AppHost.Tests;

/// <summary>Voting by HTTP, as any client would.</summary>
internal static class Ballots
{
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(30);

    public static async Task<HttpResponseMessage> CastAsync(this HttpClient api, string choice)
        => await api.PostAsJsonAsync("/api/v1/polls/pets/ballots", new { voter = Guid.NewGuid().ToString("N"), choices = new[] { choice } });

    public static async Task CastAcceptedAsync(this HttpClient api, string choice)
    {
        using var answer = await api.CastAsync(choice);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    /// <summary>Casts until the ballot is accepted, as a client does that was asked to try again.</summary>
    public static async Task UntilAcceptedAsync(HttpClient api, string choice)
    {
        var voter = Guid.NewGuid().ToString("N");
        for (var deadline = DateTime.UtcNow + _timeout; ; await Task.Delay(500))
        {
            using var answer = await api.PostAsJsonAsync("/api/v1/polls/pets/ballots", new { voter, choices = new[] { choice } });
            if (answer.StatusCode == HttpStatusCode.Accepted)
            {
                return;
            }

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.True(DateTime.UtcNow < deadline, "The API did not recover.");
        }
    }

    public static async Task<long> CountedAsync(this HttpClient api)
    {
        using var results = JsonDocument.Parse(await api.GetStringAsync("/api/v1/polls/pets/results"));
        return results.RootElement.GetProperty("counted").GetInt64();
    }

    /// <summary>Waits until the ledger has counted exactly so many, and says what it had when it did not.</summary>
    public static async Task WaitForCountAsync(this HttpClient api, long expected)
    {
        var deadline = DateTime.UtcNow + _timeout;
        var counted = -1L;
        while (counted != expected && DateTime.UtcNow < deadline)
        {
            try
            {
                counted = await api.CountedAsync();
            }
            catch (HttpRequestException notNow) when (notNow.StatusCode is HttpStatusCode.ServiceUnavailable)
            {
                // The store behind the results is just being started again.
            }

            await Task.Delay(50);
        }

        Assert.Equal(expected, counted);
    }
}
