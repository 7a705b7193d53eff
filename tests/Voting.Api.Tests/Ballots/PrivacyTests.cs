using StackExchange.Redis;
using Voting.Api.Tests.Stores;
using Voting.Stores;

namespace Voting.Api.Tests.Ballots;

[Collection(SharedServers.Name)]
public sealed class PrivacyTests(Servers servers)
{
    private const string Secret = "secret-of-this-voter-0123456789";

    [Fact]
    public async Task A_voters_id_is_in_no_log_at_any_level_and_in_no_store()
    {
        var everything = new Dictionary<string, string>
        {
            ["Logging:LogLevel:Default"] = "Trace",
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace",
            ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Trace",
            ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Command"] = "Trace",
        };
        await using var host = servers.StartHost(everything, "Development");
        var api = host.Client();
        var poll = await api.OpenAsync();

        var cast = await api.CastAsync(poll, Vote("\"choices\":[\"cats\"]"), "key-1");
        Assert.Equal(202, cast.Status);
        await api.GetAsync(cast.Location!);
        Assert.Equal(422, (await api.CastAsync(poll, Vote("\"choices\":[\"dogs\"]"), "key-1")).Status);
        Assert.Equal(400, (await api.CastAsync(poll, Vote("\"choices\":[\"bats\"]"))).Status);
        Assert.Equal(400, (await api.CastAsync(poll, Vote("\"choices\":42"))).Status);
        Assert.Equal(400, (await api.CastAsync(poll, $$$"""{"voter":{"{{{Secret}}}":1}}""")).Status);
        Assert.Equal(404, (await api.CastAsync("nobody", Vote("\"choices\":[\"cats\"]"))).Status);
        await servers.Redis.KillAsync();
        try
        {
            Assert.Equal(503, (await api.CastAsync(poll, Vote("\"choices\":[\"cats\"]"))).Status);
        }
        finally
        {
            await servers.Redis.StartAgainAsync();
        }

        Assert.True(host.Logs.Lines.Count > 100, "The capture works: everything is logged.");
        Assert.DoesNotContain(host.Logs.Lines, line => line.Contains(Secret, StringComparison.OrdinalIgnoreCase));
        await Eventually.TrueAsync("all are connected again", async () => await servers.LengthAsync() > 0 && (await servers.Api.GetAsync("/api/v1/polls")).Status == 200);
        Assert.DoesNotContain(await EverythingInRedisAsync(), value => value.Contains(Secret, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_voter_is_another_hash_in_every_poll()
    {
        var (first, second) = (await servers.Api.OpenAsync(), await servers.Api.OpenAsync());
        await servers.Api.CastAsync(first, 1, "cats");
        await servers.Api.CastAsync(second, 1, "cats");

        Assert.NotEqual((await servers.EntriesAsync(first))[^1]["voter"], (await servers.EntriesAsync(second))[^1]["voter"]);
    }

    [Fact]
    public async Task Who_reads_all_of_Redis_without_the_key_can_tell_no_choice()
    {
        string[] options = ["cats", "a-dog-of-a-very-long-name"];
        var poll = ApiClient.NewPollId();
        Assert.Equal(201, (await servers.Api.HostAsync(HttpMethod.Post, "/api/v1/polls",
            $$"""{"id":"{{poll}}","question":"Which?","kind":"single","allowAbstain":true,"options":[{"id":"cats","label":"Cats"},{"id":"a-dog-of-a-very-long-name","label":"Dogs"}]}""")).Status);
        for (var voter = 0; voter < 20; voter++)
        {
            Assert.Equal(202, (await servers.Api.CastAsync(poll, voter, options[voter % 2], $"key-{voter}")).Status);
        }

        Assert.Equal(202, (await servers.Api.CastAsync(poll, $$"""{"voter":"{{Secret}}","abstain":true}""", "key-20")).Status);

        // The definition names the options, and nothing else does; what is kept of each ballot has one shape.
        Assert.DoesNotContain(await EverythingInRedisAsync(), value => Array.Exists(options, option => value == option || (value.Contains(option, StringComparison.Ordinal) && !value.Contains("question", StringComparison.Ordinal))));
        var ballots = (await servers.EntriesAsync(poll)).Where(entry => entry["type"] == "ballot.cast").ToList();
        Assert.Equal(21, ballots.Select(ballot => ballot["sealed"]).Distinct().Count());
        Assert.Single(ballots.Select(ballot => string.Join(' ', ballot.Values.Select(value => value.Length))).Distinct());
        Assert.Single((await servers.Stream.HashValuesAsync($"votes:keys:{poll}")).Select(kept => ((string)kept!).Split(' ')[0].Length).Distinct());
    }

    private static string Vote(string how) => $$"""{"voter":"{{Secret}}",{{how}}}""";

    private async Task<List<string>> EverythingInRedisAsync()
    {
        var values = new List<string>();
        foreach (var key in (string[])(await servers.Stream.ExecuteAsync("KEYS", "*"))!)
        {
            values.Add(key);
            var type = (string)(await servers.Stream.ExecuteAsync("TYPE", key))!;
            values.AddRange(Flat(await (type switch
            {
                "stream" => servers.Stream.ExecuteAsync("XRANGE", key, "-", "+"),
                "hash" => servers.Stream.ExecuteAsync("HGETALL", key),
                "set" => servers.Stream.ExecuteAsync("SMEMBERS", key),
                "zset" => servers.Stream.ExecuteAsync("ZRANGE", key, 0, -1),
                _ => throw new InvalidOperationException($"A key of type {type} that no wire names: {key}"),
            })));
        }

        Assert.True(values.Count > 5);
        return values;
    }

    private static IEnumerable<string> Flat(RedisResult result)
    {
        RedisResult[]? items;
        try
        {
            items = (RedisResult[]?)result;
        }
        catch (InvalidCastException)
        {
            items = null;
        }

        return items is null ? [(string)result!] : items.SelectMany(Flat);
    }
}
