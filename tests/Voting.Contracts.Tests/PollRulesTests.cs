using Voting.Contracts.Polls;

namespace Voting.Contracts.Tests;

public sealed class PollRulesTests
{
    private static readonly PollDraft _draft = new("pets", "Cats or dogs?", null, [new(null, "Cats"), new(null, "Dogs"), new(null, "Eels")], null, null, null, null, null, null);

    [Theory]
    [InlineData(PollKind.Single, 1, 1, null)]
    [InlineData(PollKind.Multiple, 1, 3, null)]
    [InlineData(PollKind.Approval, 1, 3, null)]
    [InlineData(PollKind.Ranking, 1, 3, null)]
    [InlineData(PollKind.Score, 1, 3, 5)]
    public void What_is_left_out_gets_the_default_of_its_kind(PollKind kind, int min, int max, int? maxScore)
    {
        Assert.Empty(PollRules.Define(_draft with { Kind = kind }, 7, out var poll));

        Assert.Equal((min, max, maxScore, false, 7), (poll.MinChoices, poll.MaxChoices, poll.MaxScore, poll.AllowAbstain, poll.Version));
    }

    [Fact]
    public void A_poll_is_single_and_gets_an_id_where_it_names_none()
    {
        Assert.Empty(PollRules.Define(_draft with { Id = null }, 1, out var poll));

        Assert.Equal(PollKind.Single, poll.Kind);
        Assert.Matches("^poll-[0-9a-f]{8}$", poll.Id);
    }

    [Theory]
    [InlineData("Cats", "cats")]
    [InlineData("  Cats & Dogs!  ", "cats-dogs")]
    [InlineData("猫", "option-2")]
    [InlineData("A label that is longer than any id may ever be, by far", "a-label-that-is-longer-than-any-id-may-e")]
    public void An_options_id_is_made_from_its_label(string label, string id)
    {
        Assert.Empty(PollRules.Define(_draft with { Options = [new("first", "First"), new(null, label)] }, 1, out var poll));

        Assert.Equal(new PollOption(id, label.Trim()), poll.Options[1]);
    }

    [Theory]
    [InlineData("2026-11-30T23:59:59Z", "2026-11-30T23:59:59Z")]
    [InlineData("2026-12-01T12:00:00+05:00", "2026-12-01T07:00:00Z")]
    [InlineData("2026-12-01T12:00:00.000Z", "2026-12-01T12:00:00Z")]
    [InlineData("2000-01-01T00:00:00Z", "2000-01-01T00:00:00Z")]
    [InlineData("2100-12-31T23:59:59Z", "2100-12-31T23:59:59Z")]
    [InlineData("2101-01-01T00:59:59+01:00", "2100-12-31T23:59:59Z")]
    [InlineData("2028-02-29T00:00:00Z", "2028-02-29T00:00:00Z")]
    public void A_time_is_kept_as_whole_seconds_in_UTC(string given, string kept)
    {
        Assert.Empty(PollRules.Define(_draft with { OpensAt = given }, 1, out var opens));
        Assert.Empty(PollRules.Define(_draft with { ClosesAt = given }, 1, out var closes));

        var expected = DateTimeOffset.Parse(kept, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal((expected, expected), (opens.OpensAt!.Value, closes.ClosesAt!.Value));
        Assert.Equal((TimeSpan.Zero, 0L), (opens.OpensAt.Value.Offset, opens.OpensAt.Value.Ticks % TimeSpan.TicksPerSecond));
    }

    public static TheoryData<string> NoTimes => new()
    {
        "", " ", "tomorrow", "2026-11-30", "2026-11-30T23:59Z", "2026-11-30 23:59:59Z", "2026-11-30T23:59:59", "2026-11-30t23:59:59z",
        "2026-11-30T23:59:59.5Z", "2026-11-30T23:59:59.0000001Z", "2026-11-30T23:59:60Z", "2026-11-30T24:00:00Z", "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z", "30.11.2026", "11/30/2026", "1764547199", "2026-11-30T23:59:59+1:00", "2026-11-30T23:59:59+25:00",
        "2026-11-30T23:59:59Z\n", "1999-12-31T23:59:59Z", "2000-01-01T00:59:59+01:00", "2101-01-01T00:00:00Z", "2100-12-31T23:59:59-00:01",
        "9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "10000-01-01T00:00:00Z", "+010000-01-01T00:00:00Z",
        "-000001-01-01T00:00:00Z", "infinity", "-infinity", "now", "null", "NaN", "٢٠٢٦-11-30T23:59:59Z",
    };

    [Theory]
    [MemberData(nameof(NoTimes))]
    public void Whatever_is_no_such_time_is_refused_with_the_form_of_one(string given)
    {
        foreach (var (member, draft) in new[] { ("opensAt", _draft with { OpensAt = given }), ("closesAt", _draft with { ClosesAt = given }) })
        {
            var problems = PollRules.Define(draft, 1, out var poll);

            Assert.Equal([member], problems.Keys);
            Assert.Contains("2026-11-30T23:59:59Z", Assert.Single(problems[member]), StringComparison.Ordinal);
            Assert.Equal((null, null), (poll.OpensAt, poll.ClosesAt));
        }
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "id", "" }, { "id", "Pets" }, { "id", "a b" }, { "id", "a_b" }, { "id", new string('x', 41) }, { "id", "a\0" },
        { "question", "" }, { "question", "   " }, { "question", "a\nb" }, { "question", new string('?', 501) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_member_is_named(string member, string value)
    {
        var draft = member == "id" ? _draft with { Id = value } : _draft with { Question = value };

        Assert.Equal([member], PollRules.Define(draft, 1, out _).Keys);
    }

    [Fact]
    public void Wrong_options_and_bounds_are_named()
    {
        (string Member, PollDraft Draft)[] wrong =
        [
            ("options", _draft with { Options = null }),
            ("options", _draft with { Options = [new(null, "Alone")] }),
            ("options[1].id", _draft with { Options = [new("a", "A"), new("a", "B")] }),
            ("options[1].id", _draft with { Options = [new("a", "A"), new("B", "B")] }),
            ("options[0].label", _draft with { Options = [new("a", " "), new("b", "B")] }),
            ("options[2].label", _draft with { Options = [new("a", "A"), new("b", "B"), new("c", new string('x', 301))] }),
            ("options[1].label", _draft with { Options = [new("a", "Cats"), new("b", "  Cats ")] }),
            ("options[1].label", _draft with { Options = [new("a", "\uFF21"), new("b", "A")] }),
            ("options", _draft with { Options = [.. Enumerable.Range(0, 101).Select(i => new OptionDraft($"o{i}", "x"))] }),
            ("minChoices", _draft with { Kind = PollKind.Multiple, MinChoices = 3, MaxChoices = 2 }),
            ("maxChoices", _draft with { Kind = PollKind.Multiple, MaxChoices = 4 }),
            ("maxScore", _draft with { Kind = PollKind.Score, MaxScore = 1_001 }),
            ("closesAt", _draft with { OpensAt = "2026-11-30T23:59:59Z", ClosesAt = "2026-11-30T23:59:59Z" }),
        ];

        Assert.All(wrong, one => Assert.Contains(one.Member, PollRules.Define(one.Draft, 1, out _).Keys));
    }

    [Fact]
    public void Only_times_may_change_without_changing_what_ballots_mean()
    {
        PollRules.Define(_draft, 1, out var poll);

        Assert.True(poll.MeansTheSameAs(poll with { ClosesAt = DateTimeOffset.UnixEpoch, Version = 2 }));
        Assert.All(
            [poll with { Question = "?" }, poll with { Kind = PollKind.Ranking }, poll with { Options = [.. poll.Options.Reverse()] }, poll with { MaxChoices = 2 }, poll with { AllowAbstain = true }, poll with { MaxScore = 1 }, poll with { Method = CountingMethod.Approval }, poll with { Seats = 2 }],
            next => Assert.False(poll.MeansTheSameAs(next)));
    }

    [Theory]
    [InlineData("c", "c-2", "c-3", "C", "C++", "C#")]
    [InlineData("option-1", "option-2", "option-3", "\u732B", "\u72AC", "\u9CE5")]
    [InlineData("a", "a-2", "a-3", "A!", "A?", "A.")]
    public void Ids_made_from_labels_are_unique_and_the_same_for_the_same_request(string first, string second, string third, params string[] labels)
    {
        var draft = _draft with { Options = [.. labels.Select(label => new OptionDraft(null, label))] };

        Assert.Empty(PollRules.Define(draft, 1, out var poll));
        PollRules.Define(draft, 1, out var again);

        Assert.Equal([first, second, third], poll.Options.Select(option => option.Id));
        Assert.Equal(poll.Options, again.Options);
    }

    [Fact]
    public void An_id_that_was_sent_keeps_its_place_from_ids_that_are_made()
    {
        Assert.Empty(PollRules.Define(_draft with { Options = [new(null, "Cats"), new("cats", "Dogs")] }, 1, out var poll));

        Assert.Equal(["cats-2", "cats"], poll.Options.Select(option => option.Id));
    }

    [Fact]
    public void The_largest_poll_fits_what_an_entry_of_the_stream_may_carry()
    {
        var draft = _draft with { Options = [.. Enumerable.Range(0, 100).Select(i => new OptionDraft($"{new string('x', 37)}{i:D3}", $"{new string('<', 297)}{i:D3}"))] };

        Assert.Empty(PollRules.Define(draft, 1, out var poll));

        Assert.InRange(PollJson.Write(poll).Length, 1, PollRules.MaxDefinitionLength);
        Assert.Contains("options", PollRules.Define(draft with { Options = [.. draft.Options.Select(option => option with { Label = string.Concat(option.Label!.Replace("<", "\U0001F431", StringComparison.Ordinal)) })] }, 1, out _).Keys);
    }

    [Fact]
    public void Who_may_vote_and_whether_votes_change_are_part_of_what_ballots_mean_and_the_default_is_not_written()
    {
        var draft = new PollDraft("pets", "Which?", Options: [new(null, "Cats"), new(null, "Dogs")]);
        Assert.Empty(PollRules.Define(draft with { Voters = VoterAdmission.Link, AllowChange = true }, 1, out var link));
        Assert.Empty(PollRules.Define(draft with { Voters = VoterAdmission.Codes }, 1, out var codes));
        Assert.Empty(PollRules.Define(draft with { Voters = VoterAdmission.Codes, AllowChange = false }, 1, out var once));

        Assert.DoesNotContain("voters", PollJson.Write(link), StringComparison.Ordinal);
        Assert.Contains("\"voters\":\"codes\",\"allowChange\":false", PollJson.Write(once), StringComparison.Ordinal);
        Assert.Equal(once, PollJson.Read(PollJson.Write(once)) with { Options = once.Options });
        Assert.False(link.MeansTheSameAs(codes) || codes.MeansTheSameAs(once));
        Assert.Equal(["allowChange"], PollRules.Define(draft with { AllowChange = false }, 1, out _).Keys);
    }

    [Fact]
    public void Every_fault_of_a_draft_is_told_at_once()
    {
        var problems = PollRules.Define(new("A", "", PollKind.Score, [new("x", "\u202E"), new("x", "")], MaxScore: 0, OpensAt: "now", ClosesAt: "later"), 1, out _);

        Assert.Equal(["closesAt", "id", "maxScore", "opensAt", "options[0].label", "options[1].id", "options[1].label", "question"], problems.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_defined_is_sound_and_survives_its_JSON()
    {
        PollRules.Define(_draft with { Kind = PollKind.Score, OpensAt = "2026-11-30T23:59:59Z" }, 3, out var poll);

        var read = PollJson.Read(PollJson.Write(poll));

        Assert.True(PollRules.IsSound(read));
        Assert.Equal(PollJson.Write(poll), PollJson.Write(read));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"id":"pets","question":null}""")]
    [InlineData("""{"id":"pets","kind":"coin"}""")]
    [InlineData("""{"id":"pets","kind":0}""")]
    [InlineData("""{"version":1e99}""")]
    public void What_is_no_definition_is_read_as_none(string json)
        => Assert.False(PollJson.TryRead(json) is { } poll && PollRules.IsSound(poll));
}
