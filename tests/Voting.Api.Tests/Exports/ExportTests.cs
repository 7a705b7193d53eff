extern alias tool;

using System.Text;
using Voting.Api.Tests.Stores;
using Voting.Contracts.Polls;
using CountArguments = tool::Voting.Count.Arguments;
using CountFiles = tool::Voting.Count.CountFiles;

namespace Voting.Api.Tests.Exports;

/// <summary>The ballots of final polls as files, and that counting a file gives the winner that was published.</summary>
[Collection(SharedServers.Name)]
public sealed class ExportTests(Servers servers) : IDisposable
{
    private static readonly OptionDraft[] _options = [new("anna", "Anna, the \"first\""), new("ben", "Ben"), new("carla", "Carla O'Neill")];
    private readonly string _folder = Directory.CreateTempSubdirectory("exports").FullName;
    private readonly ApiClient _api = servers.Api;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("single", "plurality", "csv", "plurality", "ben:3 anna:1 carla:2")]
    [InlineData("single", "plurality", "blt", "plurality", "ben:3 anna:1 carla:2")]
    [InlineData("multiple", "plurality", "csv", "score", "anna,ben:2 ben:2 ben,carla:1 anna,carla:1")]
    [InlineData("approval", "approval", "csv", "score", "anna,ben:2 ben:2 anna,ben,carla:1")]
    [InlineData("ranking", "instant-runoff", "csv", "irv/one-at-a-time", "anna,ben:4 ben,carla:3 carla,ben:5 :2")]
    [InlineData("ranking", "instant-runoff", "blt", "irv/one-at-a-time", "anna,ben:4 ben,carla:3 carla,ben:5 :2")]
    [InlineData("ranking", "single-transferable-vote", "blt", "scottish-stv", "anna,ben:4 ben,carla:3 carla,ben:5")]
    [InlineData("ranking", "schulze", "blt", "schulze/winning-votes", "anna,ben:4 ben,anna:3 carla,ben:5")]
    [InlineData("ranking", "ranked-pairs", "csv", "ranked-pairs/winning-votes", "anna,ben:4 ben,anna:3 carla,ben:5")]
    [InlineData("ranking", "borda", "csv", "borda/unranked-zero", "anna,ben:4 ben,anna:3 carla,ben:5")]
    [InlineData("score", "star", "csv", "star", "anna:5,ben:4:3 ben:5,carla:1:2 carla:5,ben:3:2")]
    [InlineData("score", "median", "csv", "median", "anna:5,ben:4:3 ben:5,carla:1:2 carla:5,ben:3:2")]
    public async Task Counting_an_exported_file_gives_the_winner_that_was_published(string kind, string method, string format, string asked, string ballots)
    {
        var counted = Ballots(ballots);
        var poll = await FinalPoll.StoreAsync(servers, Draft(kind, method), counted);
        var file = await SaveAsync($"/api/v1/polls/{poll}/ballots?format={format}", $"{poll}.{format}");

        var output = Count(file, "--method", asked);

        var results = (await _api.GetAsync($"/api/v1/polls/{poll}/results")).Json;
        var winner = results["count"] is { } count
            ? (string)count["winners"]![0]!
            : (string)results["options"]!.AsArray().OrderByDescending(option => (long)option!["ballots"]!).First()!["id"]!;
        var told = asked == "scottish-stv" ? "is elected" : "wins";
        Assert.Contains($"{_options.Single(option => option.Id == winner).Label} {told}", output, StringComparison.Ordinal);
        if (format == "blt" || kind is "single" or "ranking")
        {
            Assert.Contains($" {counted.Sum(ballot => ballot.Ballots)} ballots", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Distinct_ballots_come_sorted_by_content_with_their_weights()
    {
        var poll = await FinalPoll.StoreAsync(servers, Draft("ranking", "borda"), ("carla,ben", 2), ("anna", 3), ("carla,ben", 1));

        var json = (await _api.GetAsync($"/api/v1/polls/{poll}/ballots")).Json;
        Assert.Equal("""[{"content":"anna","weight":3},{"content":"carla,ben","weight":3}]""", json["ballots"]!.ToJsonString());
        Assert.Equal(("ranking", "borda", 1, 3), ((string?)json["kind"], (string?)json["method"], (int)json["seats"]!, json["options"]!.AsArray().Count));
        Assert.Equal(
            "count,rank1,rank2,rank3\n3,\"Anna, the \"\"first\"\"\",skipped,skipped\n3,Carla O'Neill,Ben,skipped\n",
            (await _api.SendAsync(HttpMethod.Get, $"/api/v1/polls/{poll}/ballots", null, ("Accept", "text/csv, application/json;q=0.5"))).Text);
        Assert.Equal(
            "3 1\n3 1 0\n3 3 2 0\n0\n\"Anna, the \"\"first\"\"\"\n\"Ben\"\n\"Carla O'Neill\"\n\"Who?\"\n",
            (await _api.GetAsync($"/api/v1/polls/{poll}/ballots?format=blt")).Text);
    }

    [Fact]
    public async Task More_ballots_than_a_page_come_each_once()
    {
        var draft = new PollDraft(null, "Who?", PollKind.Ranking, [.. Enumerable.Range(0, 8).Select(option => new OptionDraft($"o-{option}", $"Option {option}"))]);
        var poll = await FinalPoll.OpenAsync(servers, draft);
        await servers.ExecuteAsync($"""
            select ledger.store(array_agg(50000000 + c.id::bigint), array_agg(gen_random_uuid()), array_agg(c.poll), array_agg(gen_random_uuid()), array_agg(c.id))
            from (select (select id from ledger.poll where poll = '{poll.Id}') as id,
                array_agg('o-' || a || ',o-' || b || ',o-' || c || ',o-' || d || ',o-' || e) as contents
                from generate_series(0, 7) a, generate_series(0, 7) b, generate_series(0, 7) c, generate_series(0, 7) d, generate_series(0, 7) e
                where cardinality(array(select distinct x from unnest(array[a, b, c, d, e]) x)) = 5) w,
                ledger.content_ids(array_fill(w.id, array[cardinality(w.contents)]), w.contents) c
            """);
        await FinalPoll.CloseAsync(servers, poll);

        var ballots = (await _api.GetAsync($"/api/v1/polls/{poll.Id}/ballots")).Json["ballots"]!.AsArray().Select(ballot => (string)ballot!["content"]!).ToList();

        Assert.Equal(8 * 7 * 6 * 5 * 4, ballots.Count);
        Assert.Equal(ballots.Count, ballots.Distinct().Count());
    }

    [Fact]
    public async Task What_has_no_such_form_is_refused()
    {
        var poll = await FinalPoll.StoreAsync(servers, Draft("score", "median"), ("anna:5", 1));

        Assert.Contains("BLT has no scores", (await _api.GetAsync($"/api/v1/polls/{poll}/ballots?format=blt")).AssertProblem(400).Detail, StringComparison.Ordinal);
        Assert.Contains("json, csv or blt", (await _api.GetAsync($"/api/v1/polls/{poll}/ballots?format=xml")).AssertProblem(400).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ballots")]
    [InlineData("bundle")]
    public async Task Nothing_is_given_out_before_the_result_is_final(string what)
    {
        var poll = await FinalPoll.OpenAsync(servers, Draft("ranking", "borda"), ("anna", 1));

        Assert.Equal("poll_not_final", (string?)(await _api.GetAsync($"/api/v1/polls/{poll.Id}/{what}")).AssertProblem(409).Json["code"]);
        (await _api.GetAsync($"/api/v1/polls/nobody/{what}")).AssertProblem(404);
    }

    private static PollDraft Draft(string kind, string method) => new(
        null, "Who?", Enum.Parse<PollKind>(kind, ignoreCase: true), _options, AllowAbstain: true,
        Method: Enum.GetValues<CountingMethod>().Single(known => CountingRules.NameOf(known) == method));

    // "anna,ben:4 :2" is four ballots for Anna before Ben and two abstentions; of scores the last number is the count.
    private static (string Content, int Ballots)[] Ballots(string ballots)
        => [.. ballots.Split(' ').Select(ballot => (ballot[..ballot.LastIndexOf(':')], int.Parse(ballot[(ballot.LastIndexOf(':') + 1)..], System.Globalization.CultureInfo.InvariantCulture)))];

    private async Task<string> SaveAsync(string address, string name)
    {
        var answer = await _api.GetAsync(address);
        Assert.True(answer.Status == 200, answer.Text);
        var path = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(path, answer.Text, new UTF8Encoding(false));
        return path;
    }

    private static string Count(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = new CountFiles(CountArguments.Parse(arguments), output, errors).Run();
        Assert.True(code == 0, errors.ToString());
        return output.ToString();
    }
}
