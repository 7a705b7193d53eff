using Voting.Api.Tests.Stores;

namespace Voting.Api.Tests.Codes;

/// <summary>A voting code is one voter: the right one votes, everything else is refused.</summary>
[Collection(SharedServers.Name)]
public sealed class VoteWithCodeTests(Servers servers)
{
    private readonly ApiClient _api = servers.Api;

    [Fact]
    public async Task A_code_is_one_voter_however_it_is_typed_and_may_change_its_vote()
    {
        var poll = await _api.OpenAsync(CodePolls.Changeable);
        var codes = await _api.AddCodesAsync(poll, 2);

        Assert.Equal(202, (await _api.CastCodeAsync(poll, codes[0])).Status);
        Assert.Equal(202, (await _api.CastCodeAsync(poll, codes[0].Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant(), "dogs")).Status);
        Assert.Equal(202, (await _api.CastCodeAsync(poll, codes[1])).Status);

        var voters = (await servers.EntriesAsync(poll)).Where(entry => entry["type"] == "ballot.cast").Select(entry => entry["voter"]).ToList();
        Assert.Equal((voters[0], 3, 2), (voters[1], voters.Count, voters.Distinct().Count()));
    }

    [Fact]
    public async Task Every_wrong_code_is_refused_and_leaves_nothing_on_the_stream()
    {
        var (poll, other) = (await _api.OpenAsync(CodePolls.Changeable), await _api.OpenAsync(CodePolls.Changeable));
        var code = (await _api.AddCodesAsync(poll, 1))[0];
        var foreign = (await _api.AddCodesAsync(other, 1))[0];
        var revoked = (await _api.AddCodesAsync(poll, 1))[0];
        Assert.Equal((1, 0), (await _api.RevokeAsync(poll, revoked)).Json is var done ? ((int)done["revoked"]!, done["unknown"]!.AsArray().Count) : default);

        (await _api.CastCodeAsync(poll, foreign)).AssertCode(403, "code_unknown");
        (await _api.CastCodeAsync(poll, revoked)).AssertCode(403, "code_revoked");
        (await _api.CastCodeAsync(poll, code[..^1] + (code[^1] == '3' ? '4' : '3'))).AssertCode(400, "code_mistyped");
        (await _api.CastCodeAsync(poll, "")).AssertCode(400, "code_mistyped");
        (await _api.CastAsync(poll, """{"choices":["cats"]}""")).AssertCode(400, "code_required");
        (await _api.CastAsync(poll, 1, "cats")).AssertCode(400, "code_required");
        (await _api.CastAsync(poll, $$"""{"voter":"{{ApiClient.Voter(1)}}","code":"{{code}}","choices":["cats"]}""")).AssertProblem(400);
        (await _api.CastCodeAsync(await _api.OpenAsync(), code)).AssertProblem(400);
        foreach (var guess in Enumerable.Range(0, 100).Select(_ => CodePolls.Guess()))
        {
            (await _api.CastCodeAsync(poll, guess)).AssertCode(403, "code_unknown");
        }

        Assert.Single(await servers.EntriesAsync(poll));
        Assert.Equal(202, (await _api.CastCodeAsync(poll, code)).Status);
    }

    [Fact]
    public async Task Twenty_votes_at_once_with_a_code_whose_first_vote_stays_are_one_ballot_by_two_replicas()
    {
        await using var other = servers.StartHost();
        ApiClient[] replicas = [_api, other.Client()];
        var poll = await _api.OpenAsync(CodePolls.Once);
        var code = (await _api.AddCodesAsync(poll, 1))[0];

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => replicas[i % 2].CastCodeAsync(poll, code, i % 3 == 0 ? "cats" : "dogs", $"key-{i}")));

        Assert.Single(answers, answer => answer.Status == 202);
        Assert.All(answers.Where(answer => answer.Status != 202), answer => answer.AssertCode(409, "already_voted"));
        Assert.Equal(2, (await servers.EntriesAsync(poll)).Count);
    }

    [Fact]
    public async Task The_same_vote_sent_again_has_the_same_receipt_also_after_its_code_was_revoked()
    {
        var poll = await _api.OpenAsync(CodePolls.Once);
        var code = (await _api.AddCodesAsync(poll, 1))[0];
        var first = await _api.CastCodeAsync(poll, code, "cats", "key");

        var again = await _api.CastCodeAsync(poll, code, "cats", "key");
        await _api.RevokeAsync(poll, code);

        Assert.Equal((202, first.Text), (again.Status, again.Text));
        Assert.Equal(first.Text, (await _api.CastCodeAsync(poll, code, "cats", "key")).Text);
        (await _api.CastCodeAsync(poll, code, "dogs")).AssertCode(403, "code_revoked");
    }

    [Fact]
    public async Task Once_a_revocation_is_answered_no_vote_with_the_code_is_accepted_by_any_replica()
    {
        await using var other = servers.StartHost();
        var poll = await _api.OpenAsync(CodePolls.Changeable);
        var code = (await _api.AddCodesAsync(poll, 1))[0];
        var revoked = false;

        var casts = Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var i = 0; i < 20; i++)
            {
                var before = Volatile.Read(ref revoked);
                var answer = await other.Client().CastCodeAsync(poll, code);
                Assert.True(answer.Status == 202 ? !before : (string?)answer.Json["code"] == "code_revoked", answer.Text);
            }
        }).ToList();
        Assert.Equal(200, (await _api.RevokeAsync(poll, code)).Status);
        Volatile.Write(ref revoked, true);

        await Task.WhenAll(casts);
    }

    [Fact]
    public async Task Who_guesses_has_to_wait_and_a_class_with_its_codes_votes_from_one_address()
    {
        await using var host = servers.StartHost(new() { ["Limits:WrongCodes"] = "50", ["Limits:WrongCodePause"] = "00:00:01", ["Limits:ClientRate"] = "200" });
        var api = host.Client();
        var poll = await _api.OpenAsync(CodePolls.Once);
        var codes = await _api.AddCodesAsync(poll, 200);

        // Each mistypes once, which costs nobody anything, and then votes.
        var answers = await Task.WhenAll(codes.Select(async code => ((await api.CastCodeAsync(poll, code[..^1])).Status, (await api.CastCodeAsync(poll, code)).Status)));
        Assert.All(answers, answer => Assert.Equal((400, 202), answer));

        var guesses = new List<Answer>();
        for (var i = 0; i < 70; i++)
        {
            guesses.Add(await api.CastCodeAsync(poll, CodePolls.Guess()));
        }

        Assert.InRange(guesses.Count(guess => guess.Status == 403), 50, 60);
        var slowed = guesses.First(guess => guess.Status == 429);
        slowed.AssertCode(429, "too_many_wrong_codes");
        Assert.True(slowed.RetryAfter > TimeSpan.Zero);
        await Voting.Stores.Eventually.TrueAsync("the address is let in again", async () => (await api.CastCodeAsync(poll, codes[0])).Status == 409);
    }

}
