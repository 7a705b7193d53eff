using System.Text;
using FsCheck.Xunit;
using Voting.Contracts.Polls;

namespace Voting.Contracts.Tests;

public sealed class PollTextTests
{
    [Theory]
    [InlineData("Cats or dogs?", "Cats or dogs?")]
    [InlineData("  Cats  ", "Cats")]
    [InlineData("e\u0301t\u00E9", "\u00E9t\u00E9")]
    [InlineData("\u05D7\u05EA\u05D5\u05DC\u05D9\u05DD", "\u05D7\u05EA\u05D5\u05DC\u05D9\u05DD")]
    [InlineData("\u0642\u0637\u0637", "\u0642\u0637\u0637")]
    [InlineData("\U0001F468\u200D\U0001F469\u200D\U0001F467", "\U0001F468\u200D\U0001F469\u200D\U0001F467")]
    [InlineData("\u2764\uFE0F", "\u2764\uFE0F")]
    public void A_text_has_one_form(string typed, string canonical) => Assert.Equal(canonical, PollText.Canonical(typed, 20));

    [Theory]
    [InlineData("")]
    [InlineData(" \t ")]
    [InlineData("a\nb")]
    [InlineData("a\u0000b")]
    [InlineData("a\u0085b")]
    [InlineData("a\u2028b")]
    [InlineData("a\u202Eb")]
    [InlineData("a\u2066b")]
    [InlineData("a\u200Bb")]
    [InlineData("a\u200Fb")]
    [InlineData("\uFEFFa")]
    [InlineData("a\u00ADb")]
    [InlineData("a\u2060b")]
    [InlineData("\u200D")]
    [InlineData("\u3164")]
    [InlineData("\u2800")]
    [InlineData("\uFE0F")]
    [InlineData("a\uE000")]
    [InlineData("a\uFFFF")]
    [InlineData("a\U000E0041")]
    [InlineData("123456789012345678901")]
    [InlineData(null)]
    public void What_nobody_sees_what_turns_the_direction_and_what_is_too_long_is_refused(string? typed) => Assert.Null(PollText.Canonical(typed, 20));

    [Fact]
    public void A_lone_surrogate_is_no_text()
    {
        Assert.Null(PollText.Canonical("a" + (char)0xD800, 20));
        Assert.Null(PollText.Canonical((char)0xDC00 + "a", 20));
    }

    [Fact]
    public void Lengths_are_in_code_points()
    {
        var cats = string.Concat(Enumerable.Repeat("\U0001F431", 20));

        Assert.Equal(cats, PollText.Canonical(cats, 20));
        Assert.Null(PollText.Canonical(cats + "!", 20));
    }

    [Theory]
    [InlineData("A", "\uFF21")]
    [InlineData("fish", "\uFB01sh")]
    [InlineData("Cats  and dogs", "Cats\u00A0and dogs")]
    [InlineData("\u2764", "\u2764\uFE0F")]
    public void Texts_that_look_the_same_have_one_appearance(string one, string other)
        => Assert.Equal(PollText.Appearance(one), PollText.Appearance(other));

    [Theory]
    [InlineData("Cats", "cats")]
    [InlineData("C", "C++")]
    public void Texts_that_look_different_do_not(string one, string other)
        => Assert.NotEqual(PollText.Appearance(one), PollText.Appearance(other));

    [Property(MaxTest = 20_000)]
    public bool Whatever_is_typed_the_form_is_stable_normalized_and_readable(string? typed)
        => PollText.Canonical(typed, 100) is not { } canonical
            || (PollText.Canonical(canonical, 100) == canonical && PollText.IsCanonical(canonical, 100)
                && canonical.IsNormalized(NormalizationForm.FormC) && !canonical.Any(char.IsControl)
                && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(canonical)) == canonical);

    [Fact]
    public void A_process_of_this_solution_can_normalize() => Assert.True(PollText.CanNormalize);
}
