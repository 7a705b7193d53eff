using Voting.Api.Ballots;

namespace Voting.Api.Tests.Ballots;

public sealed class VoterKeyTests
{
    private readonly VoterKey _key = Key("a key of sixteen characters");

    [Fact]
    public void A_voter_is_another_in_every_poll_and_the_same_in_one()
    {
        Assert.Matches("^[0-9a-f]{32}$", _key.Hash("pets", "voter-1"));
        Assert.Equal(Key("a key of sixteen characters").Hash("pets", "voter-1"), _key.Hash("pets", "voter-1"));
        Assert.NotEqual(_key.Hash("pets", "voter-1"), _key.Hash("cars", "voter-1"));
        Assert.NotEqual(_key.Hash("pets", "voter-1"), _key.Hash("pets", "voter-2"));
        Assert.NotEqual(_key.Hash("pets", "voter-1"), Key("another key of sixteen").Hash("pets", "voter-1"));
    }

    [Fact]
    public void The_hash_stays_what_it_was_or_every_voter_becomes_a_new_one()
        => Assert.Equal("e89f877611600a1e26b60ae77583b5dc", _key.Hash("pets", "voter-0000000000000001"));

    [Fact]
    public void The_parts_of_a_hash_cannot_be_shifted()
    {
        Assert.NotEqual(_key.Hash("pets", "1voter"), _key.Hash("pets1", "voter"));
        Assert.NotEqual(_key.BallotId("p", "v1", "k"), _key.BallotId("p", "v", "1k"));
    }

    [Fact]
    public void A_ballots_id_is_a_UUID_of_version_8_made_from_poll_voter_and_key()
    {
        var id = _key.BallotId("pets", "voter-1", "key-1");

        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", id.ToString("D"));
        Assert.Equal(id, _key.BallotId("pets", "voter-1", "key-1"));
        Assert.Equal(4, new[] { id, _key.BallotId("cars", "voter-1", "key-1"), _key.BallotId("pets", "voter-2", "key-1"), _key.BallotId("pets", "voter-1", "key-2") }.Distinct().Count());
    }

    [Fact]
    public void A_digest_tells_the_contents_of_one_voter_apart_also_the_empty_one()
    {
        Assert.Matches("^[0-9a-f]{16}$", _key.Digest("pets", "voter-1", ""));
        Assert.Equal(_key.Digest("pets", "voter-1", "cats"), _key.Digest("pets", "voter-1", "cats"));
        Assert.NotEqual(_key.Digest("pets", "voter-1", "cats"), _key.Digest("pets", "voter-1", "dogs"));
    }

    [Fact]
    public void A_digest_of_the_same_content_is_another_for_another_voter_poll_and_key()
        => Assert.Equal(
            4, new[] { _key.Digest("pets", "voter-1", "cats"), _key.Digest("pets", "voter-2", "cats"), _key.Digest("cars", "voter-1", "cats"), Key("another key of sixteen").Digest("pets", "voter-1", "cats") }.Distinct().Count());

    private static VoterKey Key(string secret) => new(secret);
}
