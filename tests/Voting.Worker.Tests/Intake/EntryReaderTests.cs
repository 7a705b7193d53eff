using Voting.Contracts.Ballots;
using Voting.Contracts.Polls;
using Voting.Worker.Intake;
using Voting.Worker.Streams;
using Voting.Worker.Tests.Stores;

namespace Voting.Worker.Tests.Intake;

public sealed class EntryReaderTests
{
    private const string Id = "1764000000000-3";
    private const string Ballot = "0199c2f4-0000-7000-8000-000000000001";
    private const string Voter = "00112233445566778899aabbccddeeff";

    private static readonly BallotSeal _seal = new(["seal-key-of-the-tests"]);

    // A day after the entry's own time.
    private static readonly long _newest = EntryPosition.LastOf(1764000000000 + 86_400_000);

    [Fact]
    public void A_ballot_is_read_whole()
    {
        var read = Assert.IsType<StreamEvent.BallotEntry>(Read(Cast(("traceparent", "00-1-2-01"))));

        Assert.Equal((1764000000000L << 20) | 3, read.Position);
        Assert.Equal(Guid.Parse(Ballot), read.Row.Ballot);
        Assert.Equal(Guid.Parse(Voter), read.Row.Voter);
        Assert.Equal(("pets", "cats", "00-1-2-01"), (read.Row.Poll, read.Row.Content, read.TraceParent));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1764000000000), read.AcceptedAt);
    }

    [Fact]
    public void A_sealed_ballot_is_opened_and_one_that_was_moved_to_another_voter_is_unreadable()
    {
        var kept = _seal.Seal(PollJson.Read(Definitions.Json("pets")), Guid.Parse(Ballot), Voter, "dogs");

        Assert.Equal("dogs", Assert.IsType<StreamEvent.BallotEntry>(Read(Cast(("content", null), ("sealed", kept)))).Row.Content);
        Assert.Equal("not a sealed ballot", Assert.IsType<StreamEvent.Unreadable>(Read(Cast(("sealed", kept), ("voter", new string('0', 32))))).Reason);
        Assert.Equal("sealed under a key that is not configured", Assert.IsType<StreamEvent.Unreadable>(EntryReader.Read(Cast(("sealed", kept)), _newest, new([]))).Reason);
    }

    [Fact]
    public void An_abstention_and_a_ballot_without_trace_are_read()
    {
        var read = Assert.IsType<StreamEvent.BallotEntry>(Read(Cast(("content", ""))));

        Assert.Equal("", read.Row.Content);
        Assert.Null(read.TraceParent);
    }

    [Theory]
    [InlineData("v", null, "unknown schema version")]
    [InlineData("v", "", "unknown schema version")]
    [InlineData("v", "2", "unknown schema version")]
    [InlineData("v", "01", "unknown schema version")]
    [InlineData("poll", null, "no valid poll id")]
    [InlineData("poll", "", "no valid poll id")]
    [InlineData("poll", "Pets", "no valid poll id")]
    [InlineData("poll", "pe\0ts", "no valid poll id")]
    [InlineData("poll", "pets'; drop table ledger.ballot; --", "no valid poll id")]
    [InlineData("poll", "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddx", "no valid poll id")]
    [InlineData("type", null, "unknown event type")]
    [InlineData("type", "ballot.uncast", "unknown event type")]
    [InlineData("id", null, "no valid ballot id")]
    [InlineData("id", "1", "no valid ballot id")]
    [InlineData("id", "0199c2f4000070008000000000000001", "no valid ballot id")]
    [InlineData("id", "{0199c2f4-0000-7000-8000-000000000001}", "no valid ballot id")]
    [InlineData("voter", null, "no valid voter")]
    [InlineData("voter", "me", "no valid voter")]
    [InlineData("voter", "0011223344556677-8899aabbccddeef", "no valid voter")]
    [InlineData("content", null, "no canonical ballot")]
    [InlineData("content", "ca\0ts", "no canonical ballot")]
    [InlineData("content", "Cats", "no canonical ballot")]
    [InlineData("content", "cats dogs", "no canonical ballot")]
    [InlineData("content", "кот", "no canonical ballot")]
    public void A_malformed_field_is_named(string field, string? value, string reason)
        => Assert.Equal(reason, Assert.IsType<StreamEvent.Unreadable>(Read(Cast((field, value)))).Reason);

    [Fact]
    public void An_oversized_ballot_is_unreadable_and_the_largest_is_not()
    {
        Assert.IsType<StreamEvent.BallotEntry>(Read(Cast(("content", new string('a', EntryReader.MaxContentLength)))));
        Assert.IsType<StreamEvent.Unreadable>(Read(Cast(("content", new string('a', EntryReader.MaxContentLength + 1)))));
    }

    [Fact]
    public void An_entry_without_fields_or_with_an_id_out_of_range_is_unreadable()
    {
        Assert.IsType<StreamEvent.Unreadable>(Read(new(Id, [])));
        var forged = Read(Cast() with { Id = "9999999999999-0" });
        Assert.Equal("entry id out of range", Assert.IsType<StreamEvent.Unreadable>(forged).Reason);
    }

    [Fact]
    public void A_close_marker_needs_nothing_but_its_poll()
        => Assert.Equal("pets", Assert.IsType<StreamEvent.PollClosed>(Read(Entry(("v", "1"), ("type", "poll.closed"), ("poll", "pets")))).Poll);

    [Theory]
    [InlineData("poll.opened")]
    [InlineData("poll.changed")]
    public void A_definition_is_read_with_its_version(string type)
    {
        var read = Assert.IsType<StreamEvent.PollDefined>(Read(Definition(Definitions.Json("pets", version: 4), type)));

        Assert.Equal((type, "pets", 4), (read.Type, read.Poll, read.Version));
    }

    [Fact]
    public void Only_the_members_of_a_definition_are_kept()
    {
        var read = Assert.IsType<StreamEvent.PollDefined>(Read(Definition(Definitions.Json("pets")[..^1] + ""","more":1e999999,"else":"\ud800"}""")));

        Assert.DoesNotContain("more", read.Definition, StringComparison.Ordinal);
        Assert.DoesNotContain("ud800", read.Definition, StringComparison.Ordinal);
        Assert.Contains("\"question\":\"Cats or dogs?\"", read.Definition, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-30T23:59:59Z", "2026-11-30T23:59:59+00:00")]
    [InlineData("2026-11-30T23:59:59.9999999+01:00", "2026-11-30T22:59:59+00:00")]
    [InlineData("9999-12-31T23:59:59.9999999Z", null)]
    [InlineData("9999-12-31T23:59:59.9999999-14:00", null)]
    [InlineData("1999-12-31T23:59:59Z", null)]
    [InlineData("0001-01-01T00:00:00+14:00", null)]
    public void A_time_is_kept_as_the_API_gives_it_out_or_not_at_all(string given, string? kept)
    {
        var json = Definitions.Json("pets").Replace("\"opensAt\":null", $"\"opensAt\":\"{given}\"", StringComparison.Ordinal)
            .Replace("\"closesAt\":null", $"\"closesAt\":\"{given}\"", StringComparison.Ordinal);
        var read = Read(Definition(json));

        // What is beyond the years that .NET has is no definition; everything else is kept.
        if (read is StreamEvent.PollDefined defined)
        {
            var time = kept is null ? "null" : $"\"{kept}\"";
            Assert.Contains($"\"opensAt\":{time},\"closesAt\":{time}", defined.Definition.Replace("\\u002B", "+", StringComparison.Ordinal), StringComparison.Ordinal);
        }
        else
        {
            Assert.Null(kept);
        }
    }

    public static TheoryData<string?> Malformed => new()
    {
        (string?)null, "", "null", "1", "[]", "{}", "{", """{"id":"pets"}""", """{"id":"pets","version":1}""",
        Definitions.Json("cars"),
        Definitions.Json("pets", kind: "coin"),
        Definitions.Json("pets", version: 0),
        Definitions.Json("pets").Replace("Cats or dogs?", "Cats\\u0000?", StringComparison.Ordinal),
        Definitions.Json("pets").Replace("Cats or dogs?", "\\ud800", StringComparison.Ordinal),
        Definitions.Json("pets").Replace("\"dogs\"", "\"cats\"", StringComparison.Ordinal),
        Definitions.Json("pets").Replace("\"opensAt\":null", "\"opensAt\":\"tomorrow\"", StringComparison.Ordinal),
        Definitions.Json("pets").Replace("\"minChoices\":1", "\"minChoices\":1e99", StringComparison.Ordinal),
        """{"id":"pets","question":"?","kind":"single","version":1,"options":[null]}""",
        """{"id":"pets","question":"?","kind":"single","version":1,"options":[{"id":"a"}]}""",
        """{"id":"pets","question":"?","kind":"single","version":1,"options":{"id":"a"}}""",
        new string('[', 100_000),
        Definitions.Json("pets") + new string(' ', 300_000),
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void What_is_no_definition_is_unreadable(string? definition)
        => Assert.IsType<StreamEvent.Unreadable>(Read(Definition(definition)));

    private static RawEntry Definition(string? json, string type = "poll.opened")
        => Entry(("v", "1"), ("type", type), ("id", "pets:1"), ("poll", "pets"), ("definition", json));

    private static RawEntry Cast(params (string Field, string? Value)[] changes)
        => Entry([("v", "1"), ("type", "ballot.cast"), ("id", Ballot), ("poll", "pets"), ("voter", Voter), ("content", "cats"), .. changes]);

    private static RawEntry Entry(params (string Field, string? Value)[] fields)
    {
        var entry = new Dictionary<string, string?>();
        foreach (var (field, value) in fields)
        {
            entry[field] = value;
        }

        return new(Id, [.. entry.Where(field => field.Value is not null).SelectMany(field => (string?[])[field.Key, field.Value])]);
    }

    private static StreamEvent Read(RawEntry entry) => EntryReader.Read(entry, _newest, _seal);
}
