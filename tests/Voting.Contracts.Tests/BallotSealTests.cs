using FsCheck.Xunit;
using Voting.Contracts.Ballots;
using Voting.Contracts.Polls;

namespace Voting.Contracts.Tests;

public sealed class BallotSealTests
{
    private const string Voter = "00112233445566778899aabbccddeeff";

    private static readonly BallotSeal _seal = new(["the newer secret of the tests", "the older secret of the tests"]);
    private static readonly Guid _ballot = Guid.Parse("0199c2f4-0000-7000-8000-000000000001");

    [Property(MaxTest = 2_000)]
    public bool Whatever_was_sealed_opens_as_it_was_and_has_the_length_of_every_ballot_of_its_poll(PollKind kind, byte[] named)
    {
        var poll = Poll(kind);
        var content = string.Join(',', (named ?? []).Take(3).Select(option => poll.Options[option % 3].Id).Distinct().Select(id => kind == PollKind.Score ? $"{id}:5" : id).Take(poll.MaxChoices));

        var kept = _seal.Seal(poll, _ballot, Voter, content);

        return _seal.Open("pets", _ballot, Voter, kept, out _) == content && kept.Length == _seal.Seal(poll, _ballot, Voter, "").Length && kept != _seal.Seal(poll, _ballot, Voter, content);
    }

    [Fact]
    public void A_ballot_opens_in_its_own_poll_under_its_own_id_and_voter_alone()
    {
        var kept = _seal.Seal(Poll(PollKind.Single), _ballot, Voter, "cats");

        Assert.Null(_seal.Open("cars", _ballot, Voter, kept, out var problem));
        Assert.Null(_seal.Open("pets", Guid.NewGuid(), Voter, kept, out _));
        Assert.Null(_seal.Open("pets", _ballot, Voter.Replace('0', '1'), kept, out _));
        Assert.Equal("not a sealed ballot", problem);
    }

    [Fact]
    public void Any_changed_character_is_found()
    {
        var kept = _seal.Seal(Poll(PollKind.Single), _ballot, Voter, "cats");
        for (var at = 0; at < kept.Length - 1; at++)
        {
            var other = kept[at] == 'A' ? 'B' : 'A';
            Assert.Null(_seal.Open("pets", _ballot, Voter, $"{kept[..at]}{other}{kept[(at + 1)..]}", out _));
        }
    }

    [Fact]
    public void Many_threads_and_many_polls_do_not_disturb_each_other()
    {
        var wrong = 0;
        Parallel.For(0, 2_000, number =>
        {
            var poll = Poll(PollKind.Single) with { Id = $"poll-{number % 150}" };
            if (_seal.Open(poll.Id, _ballot, Voter, _seal.Seal(poll, _ballot, Voter, "cats"), out _) != "cats")
            {
                Interlocked.Increment(ref wrong);
            }
        });

        Assert.Equal(0, wrong);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("cats")]
    [InlineData("0011223344556677.AAAA")]
    public void What_nobody_sealed_does_not_open(string forged)
        => Assert.Null(_seal.Open("pets", _ballot, Voter, forged, out _));

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64 at all!")]
    public void Nor_does_what_has_the_fingerprint_alone(string rest)
    {
        var fingerprint = _seal.Seal(Poll(PollKind.Single), _ballot, Voter, "cats").Split('.')[0];

        Assert.Null(_seal.Open("pets", _ballot, Voter, $"{fingerprint}.{rest}", out var problem));
        Assert.Equal("not a sealed ballot", problem);
    }

    [Fact]
    public void A_replaced_secret_still_opens_while_it_is_in_the_list_and_a_missing_one_is_named_as_the_reason()
    {
        var kept = new BallotSeal(["the older secret of the tests"]).Seal(Poll(PollKind.Single), _ballot, Voter, "dogs");

        Assert.Equal("dogs", _seal.Open("pets", _ballot, Voter, kept, out _));
        Assert.Null(new BallotSeal(["the newer secret of the tests"]).Open("pets", _ballot, Voter, kept, out var problem));
        Assert.Equal("sealed under a key that is not configured", problem);
    }

    [Fact]
    public void Long_ballots_are_filled_up_to_blocks_so_that_a_large_poll_does_not_cost_its_longest_ballot_each_time()
    {
        var options = Enumerable.Range(0, 100).Select(option => new OptionDraft($"option-{option:D3}-{new string('x', 25)}", $"{option}")).ToList();
        Assert.Empty(PollRules.Define(new("large", "?", PollKind.Ranking, options), 1, out var poll));

        var longest = BallotRules.LongestContent(poll);
        Assert.Equal((1_024, 1_024, 1_040, 3_712), (BallotSeal.Padded(longest, 0), BallotSeal.Padded(longest, 1_024), BallotSeal.Padded(longest, 1_025), BallotSeal.Padded(longest, longest)));
    }

    private static PollDefinition Poll(PollKind kind)
    {
        var draft = new PollDraft("pets", "Which?", kind, [new("cats", "Cats"), new("a-dog-of-a-long-name", "Dogs"), new("eel", "Eels")], AllowAbstain: true);
        Assert.Empty(PollRules.Define(draft, 1, out var poll));
        return poll;
    }
}
