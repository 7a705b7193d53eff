using Voting.Load.Chaos;

namespace Voting.Load.Tests.Chaos;

/// <summary>A chaos run that finds nothing means nothing unless it would have found something.</summary>
public sealed class AuditTests
{
    private const string Poll = "pets";
    private const string Ann = "annannannannannann";
    private readonly ClientLedger _client = new("a key of a test run");
    private readonly List<LedgerRow> _ballots = [];
    private readonly List<LedgerRow> _standing = [];
    private readonly Dictionary<string, long> _fences = new(StringComparer.Ordinal);
    private long _rejected;
    private long _number;

    [Fact]
    public void Two_ledgers_that_agree_show_nothing()
    {
        Store(Cast(Ann, "cats", 10));
        Stand(Store(Cast(Ann, "dogs", 20)));

        Assert.Empty(All());
    }

    [Fact]
    public void An_accepted_vote_that_is_not_stored_is_lost()
    {
        Cast(Ann, "cats", 10);

        Assert.Single(Compare().Lost);
    }

    [Fact]
    public void A_ballot_that_nobody_sent_is_doubled()
    {
        var vote = Cast(Ann, "cats", 10);
        Store(vote);
        Stand(Store(vote with { Ballot = Guid.NewGuid(), Position = 20 }));

        Assert.Single(Compare().Doubled);
    }

    [Fact]
    public void A_vote_without_a_certain_answer_explains_one_ballot_and_not_two()
    {
        var lost = Cast(Ann, "cats", 0, Fate.Uncertain);
        Stand(Store(lost with { Ballot = Guid.NewGuid(), Position = 10 }));
        Assert.Empty(All());

        _standing.Clear();
        Stand(Store(lost with { Ballot = Guid.NewGuid(), Position = 20 }));
        Assert.Single(Compare().Doubled);
    }

    [Fact]
    public void A_refused_vote_that_is_stored_is_doubled()
    {
        Stand(Store(Cast(Ann, "cats", 0, Fate.Refused) with { Ballot = Guid.NewGuid(), Position = 10 }));

        Assert.Single(Compare().Doubled);
    }

    [Fact]
    public void A_ballot_with_another_content_is_wrong()
    {
        Stand(Store(Cast(Ann, "cats", 10) with { Choice = "dogs" }));

        Assert.Single(Compare().Wrong);
    }

    [Fact]
    public void An_earlier_ballot_that_stands_is_wrong()
    {
        Stand(Store(Cast(Ann, "cats", 10)));
        Store(Cast(Ann, "dogs", 20));

        Assert.Single(Compare().Wrong);
    }

    [Fact]
    public void A_voter_without_a_standing_ballot_is_wrong()
    {
        Store(Cast(Ann, "cats", 10));

        Assert.Single(Compare().Wrong);
    }

    [Fact]
    public void A_vote_accepted_behind_the_fence_is_wrong()
    {
        Store(Cast(Ann, "cats", 30));
        _fences[Poll] = 20;

        Assert.Single(Compare().Wrong);
    }

    [Fact]
    public void An_entry_that_the_ledger_rejected_is_wrong()
    {
        _rejected = 1;

        Assert.Single(Compare().Wrong);
    }

    [Fact]
    public void A_later_vote_that_lies_before_an_earlier_one_is_out_of_order()
    {
        Stand(Store(Cast(Ann, "cats", 20)));
        Store(Cast(Ann, "dogs", 10));

        Assert.Single(Compare().OutOfOrder);
    }

    [Fact]
    public void Two_places_for_one_idempotency_key_are_doubled()
    {
        _client.AddDoubled();

        Assert.Single(Compare().Doubled);
    }

    private CastVote Cast(string voter, string choice, long position, Fate fate = Fate.Accepted)
    {
        var vote = new CastVote(++_number, Poll, voter, choice, fate, fate == Fate.Accepted ? Guid.NewGuid() : default, position);
        _client.Add(vote);
        return vote;
    }

    private LedgerRow Store(CastVote vote)
    {
        var row = new LedgerRow(vote.Position, vote.Ballot, vote.Poll, _client.VoterHash(vote.Poll, vote.Voter), vote.Choice);
        _ballots.Add(row);
        return row;
    }

    private void Stand(LedgerRow row) => _standing.Add(row);

    private Findings Compare() => Audit.Compare(_client, new(_ballots, _standing, _fences, _rejected));

    private IEnumerable<string> All()
    {
        var found = Compare();
        return [.. found.Lost, .. found.Doubled, .. found.Wrong, .. found.OutOfOrder];
    }
}
