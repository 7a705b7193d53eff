using Voting.Contracts.Polls;
using Voting.Frontend.Hosts.Forms;

namespace Voting.Frontend.Tests.Hosts;

/// <summary>What a host typed becomes a poll, or a sentence beside each field that is wrong.</summary>
public sealed class PollFormTests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    private static readonly PollForm _good = new() { Question = "Where do we eat?", Options = "Thai\r\n\r\n  Pizza \nSalad" };

    [Fact]
    public void Lines_that_are_not_empty_are_options()
    {
        var draft = PollFormReader.Read(_good, null, null, _now, out var errors);

        Assert.False(errors.Any);
        Assert.Equal(["Thai", "Pizza", "Salad"], draft.Options!.Select(option => option.Label));
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-12-01T18:30", "2026-12-01T17:30:00Z")]
    [InlineData("Asia/Kolkata", "2026-12-01T18:30", "2026-12-01T13:00:00Z")]
    [InlineData("UTC", "2026-12-01T18:30", "2026-12-01T18:30:00Z")]
    [InlineData("Europe/Berlin", "2027-10-31T02:30", "2027-10-31T00:30:00Z")] // shown twice: the first
    public void Times_are_read_in_the_zone_that_was_named(string zone, string typed, string expected)
    {
        var draft = PollFormReader.Read(_good with { Zone = zone, ClosesAt = typed }, null, null, _now, out var errors);

        Assert.False(errors.Any);
        Assert.Equal(expected, draft.ClosesAt);
        Assert.True(PollTime.TryParse(expected, out var time));
        Assert.Equal(typed, TimeZones.Write(time, zone));
    }

    [Theory]
    [InlineData("2027-03-28T02:30", "does not exist")]
    [InlineData("tomorrow", "Enter a day and a time")]
    [InlineData("2026-11-26T12:30", "closes in the future")] // in Berlin that was half an hour ago
    [InlineData("2300-01-01T00:00", "2000 to 2100")]
    public void A_time_that_cannot_be_is_said_beside_its_field(string typed, string words)
    {
        PollFormReader.Read(_good with { Zone = "Europe/Berlin", ClosesAt = typed }, null, null, _now, out var errors);

        Assert.Contains(words, Assert.Single(errors.Of(PollFields.ClosesAt)), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once_in_the_words_of_the_form()
    {
        var form = new PollForm { Options = "Same\nsame \nSame", Kind = "ranking", Seats = "two", Methods = new Dictionary<string, string>(StringComparer.Ordinal) { ["ranking"] = "schulze" } };

        PollFormReader.Read(form, null, null, _now, out var errors);

        Assert.Equal(["Enter the question."], errors.Of(PollFields.Question));
        Assert.Equal(["Line 3: It looks the same as line 1."], errors.Of(PollFields.Options));
        Assert.Equal(["Enter a whole number, or nothing."], errors.Of(PollFields.Seats));
    }

    [Fact]
    public void The_rules_for_ties_and_winners_become_those_of_the_poll_and_stand_in_the_form_again()
    {
        var draft = PollFormReader.Read(_good with { TieBreak = "lot", WinningShare = "two-thirds", Quorum = "12" }, null, null, _now, out var errors);

        Assert.False(errors.Any);
        Assert.Equal((TieBreak.Lot, WinningShare.TwoThirds, 12), (draft.TieBreak, draft.WinningShare, draft.Quorum));
        var again = PollForm.Of(new("p", "?", "single", [], null, null, null, false, "draft", null, null) { Method = "plurality", TieBreak = "lot", WinningShare = "two-thirds", Quorum = 12 }, null);
        Assert.Equal(("lot", "two-thirds", "12"), (again.TieBreak, again.WinningShare, again.Quorum));
        Assert.Equal("", PollForm.Of(new("p", "?", "ranking", [], null, null, null, false, "draft", null, null) { Method = "instant-runoff", TieBreak = "list" }, null).TieBreak);
    }

    [Fact]
    public void A_method_without_tie_break_rules_says_so_beside_the_field()
    {
        PollFormReader.Read(_good with { Kind = "score", TieBreak = "lot", WinningShare = "majority", Quorum = "x" }, null, null, _now, out var errors);

        Assert.Equal(["The method mean-score takes no tie-break rule."], errors.Of(PollFields.TieBreak));
        Assert.Equal(errors.Of(PollFields.TieBreak), errors.All.Select(error => error.Message));
    }

    [Fact]
    public void A_setting_of_another_kind_counts_for_nothing()
    {
        var draft = PollFormReader.Read(_good with { Kind = "single", MaxScore = "7", MinChoices = "9", MaxChoices = "x" }, null, null, _now, out var errors);

        Assert.False(errors.Any);
        Assert.Null(draft.MaxScore);
        Assert.Null(draft.MinChoices);
    }
}
