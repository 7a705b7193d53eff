extern alias tool;

using System.Text;
using System.Text.Json;
using Voting.Api.Tests.Stores;
using Voting.Contracts.Bundles;
using Voting.Contracts.Polls;
using VerifyBundle = tool::Voting.Count.Verify.VerifyBundle;

namespace Voting.Api.Tests.Exports;

/// <summary>Bundles of final polls, verified by <c>./voting verify</c> without the system.</summary>
[Collection(SharedServers.Name)]
public sealed class BundleTests(Servers servers) : IDisposable
{
    private static readonly OptionDraft[] _options = [new("anna", "Anna"), new("ben", "Ben"), new("carla", "Çarla \"C\"")];
    private readonly string _folder = Directory.CreateTempSubdirectory("bundles").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(PollKind.Single, null, 1, "ben anna carla ben", "Ben wins.")]
    [InlineData(PollKind.Multiple, null, 2, "anna,ben ben,carla ben", "Ben wins with 3 votes")]
    [InlineData(PollKind.Approval, null, 1, "anna,ben ben,carla  ben", "Ben wins.")]
    [InlineData(PollKind.Ranking, CountingMethod.InstantRunoff, 1, "anna,ben ben,carla carla,ben ben", "Ben wins")]
    [InlineData(PollKind.Ranking, CountingMethod.SingleTransferableVote, 2, "anna,ben anna,ben anna,ben ben carla", "Anna")]
    [InlineData(PollKind.Ranking, CountingMethod.Schulze, 1, "anna,ben ben,carla ben", "Ben wins")]
    [InlineData(PollKind.Ranking, CountingMethod.RankedPairs, 1, "anna,ben ben,carla ben", "Ben wins")]
    [InlineData(PollKind.Ranking, CountingMethod.Borda, 1, "anna,ben ben,carla ben", "Ben wins")]
    [InlineData(PollKind.Score, CountingMethod.MeanScore, 1, "anna:5,ben:1 anna:4 ben:3", "Anna wins.")]
    [InlineData(PollKind.Score, CountingMethod.Star, 1, "anna:5,ben:1 anna:4 ben:3", "Anna wins")]
    [InlineData(PollKind.Score, CountingMethod.Median, 1, "anna:5,ben:1 anna:4 ben:3", "Anna wins")]
    public async Task A_bundle_of_every_kind_is_counted_again_and_equal(PollKind kind, CountingMethod? method, int seats, string ballots, string told)
    {
        var bundle = await BundleAsync(kind, method, seats, ballots);

        var (code, output) = Verify(bundle);

        Assert.True(code == 0, output);
        Assert.Contains(told, output, StringComparison.Ordinal);
        Assert.Contains("not signed", output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(bundle);
        Assert.Equal(Encoding.UTF8.GetString(CanonicalJson.Of(json.RootElement)), bundle.TrimEnd('\n'));
        Assert.DoesNotContain("fingerprint", bundle, StringComparison.Ordinal);
        Assert.Contains("Signing:Keys", (string?)json.RootElement.GetProperty("notSigned").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tie_that_went_by_lot_is_drawn_again_from_the_seed_of_the_bundle()
    {
        var poll = await FinalPoll.StoreAsync(servers, new(null, "Who?", PollKind.Single, _options, TieBreak: TieBreak.Lot, WinningShare: WinningShare.Majority), ("anna", 2), ("ben", 2));
        var bundle = (await servers.Api.GetAsync($"/api/v1/polls/{poll}/bundle")).Text;
        var seed = (string)(await servers.Api.GetAsync($"/api/v1/polls/{poll}/bundle")).Json["bundle"]!["tieSeed"]!;

        Assert.Equal(0, Verify(bundle).Code);
        Assert.Contains("tieSeed", Verify(bundle.Replace($"\"tieSeed\":\"{seed}\"}}", $"\"tieSeed\":\"{new string('0', 32)}\"}}", StringComparison.Ordinal)).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"weight\":2", "\"weight\":3", "ledger.counted")]
    [InlineData("\"content\":\"ben\"", "\"content\":\"anna\"", "result")]
    [InlineData("\"winners\":[\"ben\"]", "\"winners\":[\"anna\"]", "result.count.winners[0]: the bundle says \"anna\"")]
    [InlineData("\"label\":\"Anna\"", "\"label\":\"Anne\"", "sha256")]
    [InlineData("\"superseded\":0", "\"superseded\":1", "ledger.stored")]
    [InlineData("\"seats\":1", "\"seats\":2", "seats")]
    public async Task What_was_changed_is_found(string from, string to, string place)
    {
        var bundle = await BundleAsync(PollKind.Ranking, CountingMethod.InstantRunoff, 1, "anna,ben anna,ben ben ben,carla carla,ben");
        Assert.Contains(from, bundle, StringComparison.Ordinal);
        var at = bundle.LastIndexOf(from, StringComparison.Ordinal);
        var (code, output) = Verify(bundle[..at] + to + bundle[(at + from.Length)..]);

        Assert.Equal(1, code);
        Assert.Contains(place, output, StringComparison.Ordinal);
        Assert.Contains("sha256", output, StringComparison.Ordinal);
        Assert.EndsWith("NOT equal\n", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signed_bundle_is_verified_with_the_installations_public_key_and_with_no_other()
    {
        await using var host = servers.StartHost(new() { ["Signing:Keys:0"] = "a-new-secret-of-the-tests", ["Signing:Keys:1"] = "an-old-secret-of-the-tests" });
        var client = host.Client();
        var poll = await FinalPoll.StoreAsync(servers, new(null, "Who?", PollKind.Single, _options), ("anna", 2), ("ben", 1));
        var bundle = (await client.GetAsync($"/api/v1/polls/{poll}/bundle")).Text;
        var keys = (await client.GetAsync("/api/v1/signing-keys")).Json.AsArray();
        var (used, other) = (Write("used.pem", (string)keys[0]!["publicKey"]!), Write("other.pem", (string)keys[1]!["publicKey"]!));

        Assert.Equal((0, true), (Verify(bundle, used).Code, Verify(bundle, used).Output.Contains($"signed with key {keys[0]!["id"]}", StringComparison.Ordinal)));
        Assert.Equal((1, true), (Verify(bundle, other).Code, Verify(bundle, other).Output.Contains("signature", StringComparison.Ordinal)));

        // Who changes a bundle can make its hash fit, but not its signature.
        using var json = JsonDocument.Parse(bundle.Replace("Who?", "Whom?", StringComparison.Ordinal));
        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(CanonicalJson.Of(json.RootElement.GetProperty("bundle"))));
        var forged = json.RootElement.GetRawText().Replace(json.RootElement.GetProperty("sha256").GetString()!, sha256, StringComparison.Ordinal);
        Assert.Equal((0, 1), (Verify(forged).Code, Verify(forged, used).Code));
        Assert.Equal("[]", (await servers.Api.GetAsync("/api/v1/signing-keys")).Text);
    }

    [Fact]
    public async Task Until_the_final_count_is_made_there_is_no_bundle()
    {
        var poll = await FinalPoll.OpenAsync(servers, new(null, "Who?", PollKind.Ranking, _options), ("anna", 1));
        await FinalPoll.CloseAsync(servers, poll);
        Assert.Equal("poll_not_final", (string?)(await servers.Api.GetAsync($"/api/v1/polls/{poll.Id}/bundle")).AssertProblem(409).Json["code"]);

        await FinalPoll.CountAsync(servers, poll, ("anna", 1));
        Assert.Equal(0, Verify((await servers.Api.GetAsync($"/api/v1/polls/{poll.Id}/bundle")).Text).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"bundle\":{},\"sha256\":\"\"}")]
    [InlineData("{\"bundle\":1,\"bundle\":2}")]
    public void What_is_no_bundle_is_an_error_and_no_difference(string text) => Assert.Equal(2, Verify(text).Code);

    private async Task<string> BundleAsync(PollKind kind, CountingMethod? method, int seats, string ballots)
    {
        var contents = ballots.Split(' ').GroupBy(content => content).Select(group => (group.Key, group.Count())).ToArray();
        var poll = await FinalPoll.StoreAsync(servers, new(null, "Who?", kind, _options, AllowAbstain: true, Method: method, Seats: seats), contents);
        var answer = await servers.Api.GetAsync($"/api/v1/polls/{poll}/bundle");
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Text;
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private (int Code, string Output) Verify(string bundle, string? key = null)
    {
        using var output = new StringWriter();
        var path = Write("bundle.json", bundle);
        var code = new VerifyBundle(output, output).Run(key is null ? [path] : [path, "--key", key]);
        return (code, output.ToString());
    }
}
