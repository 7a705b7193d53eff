using Voting.Worker.Streams;

namespace Voting.Worker.Tests.Streams;

public sealed class EntryPositionTests
{
    [Theory]
    [InlineData("0-0", 0)]
    [InlineData("0-1", 1)]
    [InlineData("1-0", 1 << 20)]
    [InlineData("1764000000000-7", (1764000000000L << 20) + 7)]
    [InlineData("8796093022207-1048575", long.MaxValue)]
    public void An_entry_id_is_milliseconds_and_sequence_in_one_number(string id, long expected)
    {
        Assert.True(EntryPosition.TryParse(id, out var position));
        Assert.Equal(expected, position);
    }

    [Theory]
    [InlineData("8796093022208-0")]
    [InlineData("0-1048576")]
    [InlineData("18446744073709551615-18446744073709551615")]
    [InlineData("99999999999999999999-0")]
    public void An_id_that_no_clock_made_is_refused(string id) => Assert.False(EntryPosition.TryParse(id, out _));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("-1")]
    [InlineData("1")]
    [InlineData("1-")]
    [InlineData("-1-1")]
    [InlineData("1--1")]
    [InlineData("1-1-1")]
    [InlineData(" 1-1")]
    [InlineData("+1-1")]
    [InlineData("1.0-1")]
    [InlineData("0x1-1")]
    [InlineData("one-1")]
    public void What_is_no_entry_id_is_refused(string id) => Assert.False(EntryPosition.TryParse(id, out _));

    [Fact]
    public void Positions_order_as_the_stream_does()
    {
        string[] ids = ["0-1", "0-1048575", "1-0", "1-1", "2-0", "1764000000000-0", "1764000000000-1", "1764000000001-0"];

        var positions = ids.Select(id => EntryPosition.TryParse(id, out var position) ? position : -1).ToArray();

        Assert.Equal(positions.Order().Distinct(), positions);
    }

    [Theory]
    [InlineData("0-0")]
    [InlineData("1764000000000-7")]
    [InlineData("8796093022207-1048575")]
    public void A_position_is_an_entry_id_again(string id)
    {
        Assert.True(EntryPosition.TryParse(id, out var position));
        Assert.Equal(id, EntryPosition.Id(position));
    }

    [Theory]
    [InlineData(1764000000000, "1764000000000-1048575")]
    [InlineData(long.MaxValue, "8796093022207-1048575")]
    public void The_last_position_of_a_millisecond_is_behind_all_others_of_it(long milliseconds, string id)
        => Assert.Equal(id, EntryPosition.Id(EntryPosition.LastOf(milliseconds)));

    [Fact]
    public void A_position_tells_when_its_entry_was_added()
        => Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1764000000123), EntryPosition.Time((1764000000123L << 20) | 99));
}
