using Voting.Worker.Ledger;

namespace Voting.Worker.Tests.Ledger;

public sealed class ContentIdMapTests
{
    [Fact]
    public void What_is_remembered_of_any_number_of_the_longest_contents_takes_no_more_bytes_than_it_may()
    {
        var cache = new ContentIdMap();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var tail = new string('a', 16_000);
        for (var i = 0; i < 400_000; i++)
        {
            if (i % 4_000 == 0)
            {
                cache.Reserve(4_000);
            }

            // The content itself is long for one in a thousand: hashing it is what takes the time here, not remembering.
            cache.Add(ContentKey.Of(1, i % 1_000 == 0 ? $"{i}{tail}" : $"{i}"), i);
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 1, ContentIdMap.MaxBytes);
        Assert.True(cache.TryGet(ContentKey.Of(1, "399999"), out var id));
        Assert.Equal(399_999, id);
    }

    [Fact]
    public void A_content_is_known_by_its_poll_and_its_hash()
    {
        var cache = new ContentIdMap();
        cache.Add(ContentKey.Of(1, "cats"), 7);

        Assert.True(cache.TryGet(ContentKey.OfHash(1, ContentKey.Of(1, "cats").Hash), out var id));
        Assert.Equal(7, id);
        Assert.False(cache.TryGet(ContentKey.Of(2, "cats"), out _));
        Assert.False(cache.TryGet(ContentKey.Of(1, "dogs"), out _));
    }

    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    public void The_hash_is_SHA_256_of_the_contents_bytes(string content, string hash)
        => Assert.Equal(hash, Convert.ToHexStringLower(ContentKey.Of(1, content).Hash));
}
