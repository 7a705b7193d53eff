using System.Text;
using System.Text.Json;
using Voting.Load.Clients;

namespace Voting.Load.Tests.Clients;

public sealed class VoteRequestTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_body_is_as_long_as_announced_and_is_a_vote(bool withKey)
    {
        var (head, body) = Write(new VoteRequest("pets", withKey), voter: 42, choice: 1, key: 7);

        Assert.Contains($"Content-Length: {body.Length}", head, StringComparison.Ordinal);
        var vote = JsonDocument.Parse(body).RootElement;
        Assert.Equal(24, vote.GetProperty("voter").GetString()!.Length);
        Assert.EndsWith("000000000042", vote.GetProperty("voter").GetString(), StringComparison.Ordinal);
        Assert.Equal("dogs", vote.GetProperty("choices")[0].GetString());
        Assert.Equal(withKey, head.Contains("Idempotency-Key: 000000000007\r\n", StringComparison.Ordinal));
    }

    [Fact]
    public void A_voter_keeps_the_same_id_within_a_run_and_shares_it_with_no_other_run()
    {
        var run = new VoteRequest("pets", withKey: false);

        Assert.Equal(Write(run, 1, 0, 0), Write(run, 1, 0, 0));
        Assert.NotEqual(Write(run, 1, 0, 0), Write(new VoteRequest("pets", withKey: false), 1, 0, 0));
    }

    private static (string Head, string Body) Write(VoteRequest request, int voter, int choice, int key)
    {
        var bytes = new byte[4096];
        var text = Encoding.ASCII.GetString(bytes, 0, request.Write(bytes, voter, choice, key));
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        return (text[..end], text[end..]);
    }
}
