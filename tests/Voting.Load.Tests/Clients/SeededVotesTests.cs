using System.Globalization;
using System.Text;
using Voting.Load.Clients;

namespace Voting.Load.Tests.Clients;

public sealed class SeededVotesTests
{
    private const int Votes = 20_000;

    [Fact]
    public void A_tenth_is_clicked_twice_and_a_twentieth_is_a_change()
    {
        var plan = new SeededVotes("pets", Votes, seed: 1);
        AcceptAll(plan);

        Assert.InRange(plan.Planned - Votes, Votes * 0.09, Votes * 0.11);
        Assert.InRange(plan.Accepted - plan.Voters, Votes * 0.04, Votes * 0.06);
        Assert.Equal(plan.Voters, plan.Expected(0) + plan.Expected(1));
        Assert.Equal(Votes, plan.Accepted);
        Assert.Equal(0, plan.Doubled);
    }

    [Fact]
    public void The_same_seed_gives_the_same_result()
    {
        var (one, other) = (new SeededVotes("pets", Votes, seed: 1), new SeededVotes("pets", Votes, seed: 1));
        AcceptAll(one);
        AcceptAll(other);

        Assert.Equal(one.Expected(0), other.Expected(0));
    }

    [Fact]
    public void A_double_click_with_two_places_in_the_stream_is_noticed()
    {
        var plan = new SeededVotes("pets", votes: 1, seed: 1);
        plan.Answered(0, accepted: true, Receipt(1), 0, 0);
        plan.Answered(0, accepted: true, Receipt(2), 0, 0);

        Assert.Equal(1, plan.Doubled);
    }

    [Fact]
    public void The_ballot_that_lies_last_in_the_stream_stands_whenever_its_receipt_came()
    {
        var plan = new SeededVotes("pets", Votes, seed: 1);
        var sent = AcceptAll(plan, position: request => 1_000_000 - request);
        var inOrder = new SeededVotes("pets", Votes, seed: 1);
        AcceptAll(inOrder);

        // The same votes, but each voter's first one lies last: a different standing ballot for those who changed.
        Assert.Equal(sent, plan.Planned);
        Assert.NotEqual(inOrder.Expected(0), plan.Expected(0));
    }

    private static int AcceptAll(SeededVotes plan, Func<int, long>? position = null)
    {
        var request = new byte[4096];
        var positions = new Dictionary<int, long>();
        var sent = 0;
        for (; plan.Write(request, out var vote) > 0; sent++)
        {
            positions.TryAdd(vote, position?.Invoke(sent) ?? sent + 1);
            plan.Answered(vote, accepted: true, Receipt(positions[vote]), 0, 0);
        }

        return sent;
    }

    private static byte[] Receipt(long milliseconds)
        => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"position":"{{milliseconds}}-0","status":"accepted"}"""));
}
