using System.Net.Http.Headers;
using System.Text;
using Voting.Api.Tests.Stores;

namespace Voting.Api.Tests.Ballots;

/// <summary>Whatever is sent: an answer with a reason, the same in Development and in Production, and not one entry on the stream.</summary>
[Collection(SharedServers.Name)]
public sealed class HostileInputTests(Servers servers)
{
    private const string Voter = "\"voter\":\"voter-0000000000000001\"";

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Every_hostile_vote_is_refused_with_a_reason(string environment)
    {
        await using var host = servers.StartHost(environment: environment);
        var api = host.Client();
        var poll = await api.OpenAsync("\"allowAbstain\":false");
        var length = await servers.LengthAsync();

        foreach (var (status, body) in Bodies())
        {
            var answer = await api.CastAsync(poll, body);
            Assert.True(status == answer.Status, $"{answer.Status} instead of {status} for {body[..Math.Min(body.Length, 100)]}: {answer.Text}");
            answer.AssertProblem(status);
        }

        Assert.Equal(length, await servers.LengthAsync());
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Every_hostile_poll_is_refused_with_a_reason(string environment)
    {
        await using var host = servers.StartHost(environment: environment);
        var api = host.Client();
        var length = await servers.LengthAsync();

        foreach (var body in Drafts())
        {
            var answer = await api.HostAsync(HttpMethod.Post, "/api/v1/polls", body);
            Assert.True(answer.Status is 400 or 413, $"{answer.Status} for {body[..Math.Min(body.Length, 120)]}: {answer.Text}");
            answer.AssertProblem(answer.Status);
        }

        Assert.Equal(length, await servers.LengthAsync());
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task A_body_that_is_not_JSON_by_its_type_is_415(string environment)
    {
        await using var host = servers.StartHost(environment: environment);
        var api = host.Client();
        var poll = await api.OpenAsync();
        foreach (var type in (string?[])["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml", null])
        {
            using var body = new ByteArrayContent(Encoding.UTF8.GetBytes($$$"""{{{{Voter}}},"choices":["cats"]}"""));
            body.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);

            (await api.SendContentAsync(HttpMethod.Post, $"/api/v1/polls/{poll}/ballots", body)).AssertProblem(415);
        }

        Assert.Single(await servers.EntriesAsync(poll));
    }

    [Theory]
    [InlineData("DELETE", "/api/v1/polls/{0}/ballots", 405)]
    [InlineData("GET", "/api/v1/polls/{0}/ballots/not-a-guid", 404)]
    [InlineData("GET", "/api/v1/polls/{0}/nothing", 404)]
    [InlineData("GET", "/api/v2/polls", 404)]
    [InlineData("GET", "/../../etc/passwd", 404)]
    public async Task What_is_not_offered_is_a_problem_too(string method, string path, int status)
    {
        var poll = await servers.Api.OpenAsync();

        var answer = await servers.Api.SendAsync(new(method), string.Format(System.Globalization.CultureInfo.InvariantCulture, path, poll), null);

        Assert.Equal($"{status} application/problem+json", $"{answer.Status} {answer.Type}");
        answer.AssertTellsNothing();
    }

    [Fact]
    public async Task Headers_change_nothing_about_who_votes_or_what_is_kept()
    {
        var poll = await servers.Api.OpenAsync();
        (string, string)[] tricks =
        [
            ("X-HTTP-Method-Override", "DELETE"), ("X-Forwarded-For", "203.0.113.9"), ("X-Original-URL", "/api/v1/polls"),
            ("Cookie", "voter=somebody-else-entirely"), ("traceparent", "not a trace"), ("tracestate", new string('x', 2_000)), ("Accept", "application/xml"),
        ];

        foreach (var trick in tricks)
        {
            Assert.Equal(202, (await servers.Api.SendAsync(HttpMethod.Post, $"/api/v1/polls/{poll}/ballots", $$$"""{{{{Voter}}},"choices":["cats"]}""", trick)).Status);
        }

        var entries = await servers.EntriesAsync(poll);
        Assert.Equal(tricks.Length, entries.Count - 1);
        Assert.Single(entries.Skip(1).Select(entry => string.Join(',', entry.Fields) + entry["voter"]).Distinct());
    }

    private static IEnumerable<(int Status, string Body)> Bodies()
    {
        string[] malformed =
        [
            "", " ", "{", "}", "{}", "[]", "null", "true", "42", "\"cats\"", "nul", "{]", "\u0000", "<vote/>", "[[[[[[[[[[[[[[[[[[[[", "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}",
            $$$"""[{{{{Voter}}},"choices":["cats"]}]""",
            $$$"""{{{{Voter}}},"choices":"cats"}""",
            $$$"""{{{{Voter}}},"choices":{"cats":1}}""",
            $$$"""{{{{Voter}}},"choices":[1]}""",
            $$$"""{{{{Voter}}},"choices":[["cats"]]}""",
            $$$"""{{{{Voter}}},"choices":[null]}""",
            $$$"""{{{{Voter}}},"choices":["ca\u0000ts"]}""",
            $$$"""{{{{Voter}}},"choices":["\ud800"]}""",
            $$$"""{{{{Voter}}},"choices":["ｃａｔｓ"]}""",
            $$$"""{{{{Voter}}},"choices":["c\u0430ts"]}""",
            $$$"""{{{{Voter}}},"choices":["cats\u200b"]}""",
            $$$"""{{{{Voter}}},"choices":["cats"],}""",
            $$$"""{{{{Voter}}},"choices":["cats"]} {}""",
            $$$"""{{{{Voter}}},"choices":["cats"]/*x*/}""",
            $$$"""{{{{Voter}}},"choices":["cats"],"choices":["dogs"]}""",
            $$$"""{{{{Voter}}},"choices":["cats"],"Choices":["dogs"]}""",
            $$$"""{{{{Voter}}},"choices":["cats"],"weight":2}""",
            $$$"""{{{{Voter}}},"choices":["cats"],"__proto__":{}}""",
            $$$"""{{{{Voter}}},"choices":["cats"],"$type":"System.Object"}""",
            $$$"""{{{{Voter}}},"choices":["cats"],"abstain":"true"}""",
            $$$"""{{{{Voter}}},"choices":["cats"],"abstain":1}""",
            $$$"""{{{{Voter}}},"abstain":true}""",
            $$$"""{{{{Voter}}},"ranking":["cats"]}""",
            $$$"""{{{{Voter}}},"scores":{"cats":1}}""",
            $$$"""{{{{Voter}}},"scores":{"cats":1e999}}""",
            $$$"""{{{{Voter}}},"scores":{"cats":99999999999999999999}}""",
            $$$"""{{{{Voter}}},"scores":{"cats":1.5}}""",
            $$$"""{{{{Voter}}},"scores":{"cats":"1"}}""",
            $$$"""{{{{Voter}}},"scores":{"cats":NaN}}""",
            $$$"""{{{{Voter}}},"scores":{"cats":1,"cats":2}}""",
            """{"voter":42,"choices":["cats"]}""",
            """{"voter":{},"choices":["cats"]}""",
            """{"voter":"voter-\u0000000000000000","choices":["cats"]}""",
            """{"voter":"voter-000000000000\n0001","choices":["cats"]}""",
            """{"voter":"' or 1=1; drop table ledger.ballot; --","choices":["cats"]}""",
            """{"voter":"𝓿𝓸𝓽𝓮𝓻-0000000000000001","choices":["cats"]}""",
            $$"""{"voter":"{{new string('v', 65)}}","choices":["cats"]}""",
            $$$"""{{{{Voter}}},"choices":[{{{string.Join(',', Enumerable.Repeat("\"cats\"", 1_500))}}}]}""",
        ];
        foreach (var body in malformed)
        {
            yield return (400, body);
        }

        yield return (413, $$$"""{{{{Voter}}},"choices":["{{{new string('x', 17 * 1024)}}}"]}""");
        yield return (413, $$$"""{{{{Voter}}},"choices":["{{{new string('x', 1024 * 1024)}}}"]}""");
    }

    private static IEnumerable<string> Drafts() =>
    [
        "", "null", "[]", "42", "{", "{}",
        """{"question":"?"}""",
        """{"question":"?","options":[]}""",
        """{"question":"?","options":[null,null]}""",
        """{"question":"?","options":["cats","dogs"]}""",
        """{"question":"?","options":[{"label":"Cats"}]}""",
        """{"question":"?","options":[{"label":"Cats"},{"label":" Cats"}]}""",
        """{"question":"","options":[{"label":"Cats"},{"label":"Dogs"}]}""",
        """{"question":"a\u0000b","options":[{"label":"Cats"},{"label":"Dogs"}]}""",
        """{"question":"\ud800","options":[{"label":"Cats"},{"label":"Dogs"}]}""",
        """{"question":"?","options":[{"label":"Cats"},{"label":"Do\ngs"}]}""",
        """{"question":"?","kind":"coin","options":[{"label":"Cats"},{"label":"Dogs"}]}""",
        """{"question":"?","kind":0,"options":[{"label":"Cats"},{"label":"Dogs"}]}""",
        """{"question":"?","kind":"multiple","minChoices":3,"options":[{"label":"Cats"},{"label":"Dogs"}]}""",
        """{"question":"?","kind":"multiple","minChoices":-1,"options":[{"label":"Cats"},{"label":"Dogs"}]}""",
        """{"question":"?","kind":"multiple","maxChoices":99999999999,"options":[{"label":"Cats"},{"label":"Dogs"}]}""",
        """{"question":"?","kind":"score","maxScore":0,"options":[{"label":"Cats"},{"label":"Dogs"}]}""",
        """{"question":"?","opensAt":"tomorrow","options":[{"label":"Cats"},{"label":"Dogs"}]}""",
        """{"question":"?","opensAt":"2026-12-02T00:00:00Z","closesAt":"2026-12-01T00:00:00Z","options":[{"label":"Cats"},{"label":"Dogs"}]}""",
        """{"id":"Not An Id","question":"?","options":[{"label":"Cats"},{"label":"Dogs"}]}""",
        """{"id":"a\u0000b","question":"?","options":[{"label":"Cats"},{"label":"Dogs"}]}""",
        """{"question":"?","version":7,"options":[{"label":"Cats"},{"label":"Dogs"}]}""",
        $$"""{"question":"{{new string('?', 501)}}","options":[{"label":"Cats"},{"label":"Dogs"}]}""",
        $$"""{"question":"?","options":[{{string.Join(',', Enumerable.Range(0, 101).Select(i => $$"""{"label":"o{{i}}"}"""))}}]}""",
        $$"""{"question":"?","options":[{"label":"{{new string('x', 70_000)}}"}]}""",
    ];
}
