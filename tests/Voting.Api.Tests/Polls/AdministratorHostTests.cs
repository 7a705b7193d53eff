using Voting.Api.Tests.Stores;

namespace Voting.Api.Tests.Polls;

/// <summary>Where the administrator key is taken, and how a client that guesses keys is slowed.</summary>
[Collection(SharedServers.Name)]
public sealed class AdministratorHostTests(Servers servers)
{
    [Theory]
    [InlineData("", "vote.example.com", true)]
    [InlineData("admin.example.com", "admin.example.com", true)]
    [InlineData("admin.example.com", "ADMIN.example.com:8443", true)]
    [InlineData("admin.example.com", "vote.example.com", false)]
    [InlineData("admin.example.com", "admin.example.com.evil.example", false)]
    public async Task Where_the_administrator_has_a_host_the_key_is_taken_there_alone(string configured, string asked, bool taken)
    {
        await using var host = servers.StartHost(new() { ["Administrator:Host"] = configured });

        var answer = await CloseAsync(host.Client(), ApiHost.AdministratorKey, asked);

        // There is no such poll: 404 is the answer to who may ask.
        Assert.Equal(taken ? 404 : 401, answer.Status);
    }

    [Fact]
    public async Task A_setting_under_its_old_name_holds_and_the_log_says_the_new_one()
    {
        await using var host = servers.StartHost(new() { ["Organiser:Host"] = "admin.example.com" });

        Assert.Equal(401, (await CloseAsync(host.Client(), ApiHost.AdministratorKey, "vote.example.com")).Status);
        Assert.Contains(host.Logs.Lines, line => line.Contains("Administrator:Host", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_guesses_keys_has_to_wait_even_with_the_right_one_and_voters_do_not()
    {
        await using var host = servers.StartHost(new() { ["Limits:WrongKeys"] = "3", ["Limits:WrongKeyPause"] = "00:00:02" });
        var api = host.Client();
        var poll = await servers.Api.OpenAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("key_required", (string?)(await CloseAsync(api, $"guess-number-{i}-of-many", "localhost")).AssertProblem(401).Json["code"]);
        }

        var slowed = (await CloseAsync(api, ApiHost.AdministratorKey, "localhost")).AssertProblem(429);

        Assert.Equal("too_many_wrong_keys", (string?)slowed.Json["code"]);
        Assert.True(slowed.RetryAfter > TimeSpan.Zero);
        Assert.Equal(202, (await api.CastAsync(poll, 1, "cats")).Status);
        Assert.Contains(host.Logs.Lines, line => line.Contains("wrong administrator key", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Logs.Lines, line => line.Contains("guess-number", StringComparison.Ordinal));
        await Voting.Stores.Eventually.TrueAsync("the right key is taken again", async () => (await CloseAsync(api, ApiHost.AdministratorKey, "localhost")).Status == 404);
    }

    private static Task<Answer> CloseAsync(ApiClient api, string key, string host)
        => api.SendAsync(HttpMethod.Post, "/api/v1/polls/nobody/close", null, ("Authorization", $"Bearer {key}"), ("Host", host));
}
