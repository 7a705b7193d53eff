using System.Net;
using System.Text.Json;
using Voting.Count.Import;

namespace Voting.Counting.Tests;

/// <summary>What an import says and does when the system does not do its part. The whole way through a running system is tested beside the AppHost.</summary>
public sealed class ImportFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("voting-import-");

    [Fact]
    public async Task A_ballot_that_is_refused_on_the_way_is_told_with_the_poll_that_is_not_to_be_used_and_its_host_key()
    {
        var (code, output, errors) = await ImportAsync(new() { Ballot = HttpStatusCode.Conflict });

        Assert.Equal(1, code);
        Assert.Contains("its host key is host_secret", output, StringComparison.Ordinal);
        Assert.Contains("409", errors, StringComparison.Ordinal);
        Assert.Contains("chair has not been seen to count the whole file: do not use it", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_poll_into_which_an_import_began_before_gets_no_ballot_twice()
    {
        var api = new FakeApi { CodesMade = 3 };
        var (code, _, errors) = await ImportAsync(api);

        Assert.Equal((2, 0), (code, api.Cast));
        Assert.Contains("an import into chair began before", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_poll_that_was_there_already_is_left_alone()
    {
        var api = new FakeApi { GivesHostKey = false };
        var (code, _, errors) = await ImportAsync(api);

        Assert.Equal((2, 0), (code, api.Cast));
        Assert.Contains("name another --id", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_poll_that_counts_other_ballots_than_the_file_has_is_told()
    {
        var (code, _, errors) = await ImportAsync(new() { CountedBesides = 1 });

        Assert.Equal(1, code);
        Assert.Contains("counts other ballots than the 3", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_behind_which_something_else_answers_is_told_in_one_line()
    {
        var (code, _, errors) = await ImportAsync(new() { Page = "<html></html>" });

        Assert.Equal(2, code);
        Assert.StartsWith("import: ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_more_ballots_than_a_poll_is_made_of_is_refused_before_anything_is_asked()
    {
        var api = new FakeApi();
        var (code, _, errors) = await ImportAsync(api, "3000000000");

        Assert.Equal((2, 0), (code, api.Requests));
        Assert.Contains("3000000000 ballots", errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<(int Code, string Output, string Errors)> ImportAsync(FakeApi api, string weight = "3")
    {
        var path = Path.Combine(_folder.FullName, "chair.blt");
        await File.WriteAllTextAsync(path, $"2 1\n{weight} 1 2 0\n0\n\"Anna\"\n\"Ben\"\n\"Chair\"\n");
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var code = await new ImportFile(output, errors, api).RunAsync([path, "--api", "http://api.test", "--id", "chair"], CancellationToken.None);
        return (code, output.ToString(), errors.ToString());
    }

    /// <summary>Answers as the API does, and where a test says so, as it should not.</summary>
    private sealed class FakeApi : HttpMessageHandler
    {
        public HttpStatusCode Ballot { get; init; } = HttpStatusCode.Accepted;

        public int CodesMade { get; init; }

        public bool GivesHostKey { get; init; } = true;

        public int CountedBesides { get; init; }

        public string? Page { get; init; }

        public int Cast { get; private set; }

        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            lock (this)
            {
                Requests++;
                return Task.FromResult(Page is { } page ? new HttpResponseMessage { Content = new StringContent(page) } : Answer(request));
            }
        }

        private HttpResponseMessage Answer(HttpRequestMessage request) => (request.Method.Method, request.RequestUri!.AbsolutePath) switch
        {
            ("POST", "/api/v1/polls") => Json(HttpStatusCode.Created, GivesHostKey ? new { id = "chair", hostKey = "host_secret" } : new { id = "chair" }),
            ("GET", "/api/v1/polls/chair/codes") => Json(HttpStatusCode.OK, new { made = CodesMade }),
            ("POST", "/api/v1/polls/chair/codes") => Json(HttpStatusCode.OK, new { codes = new[] { "A", "B", "C" } }),
            ("POST", "/api/v1/polls/chair/ballots") => CastOne(),
            ("GET", "/api/v1/polls/chair/results") => Json(HttpStatusCode.OK, new { counted = Cast + CountedBesides, superseded = 0, rejected = 0 }),
            _ => Json(HttpStatusCode.OK, new { }),
        };

        private HttpResponseMessage CastOne()
        {
            Cast++;
            return Json(Ballot, new { });
        }

        private static HttpResponseMessage Json(HttpStatusCode status, object body) => new(status) { Content = new StringContent(JsonSerializer.Serialize(body), null, "application/json") };
    }
}
