using FsCheck.Xunit;
using Voting.Contracts.Polls;

namespace Voting.Contracts.Tests;

public sealed class CanonicalLinesTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData(" \r\n\t ", "")]
    [InlineData("One", "One")]
    [InlineData("  One \r\n\r\n Two\t", "One\n\nTwo")]
    [InlineData("\n\nOne\rTwo\n\n", "One\nTwo")]
    [InlineData("One\tTwo", "One Two")]
    [InlineData("e\u0301", "\u00E9")]
    public void Lines_have_one_form(string? typed, string canonical) => Assert.Equal(canonical, PollText.CanonicalLines(typed, 20));

    [Theory]
    [InlineData("One\u0000")]
    [InlineData("One\nTwo\u202E")]
    [InlineData("One\n\u200B")]
    [InlineData("12345\n12345\n12345\n123")]
    public void A_line_that_is_no_text_and_too_many_characters_are_refused(string typed) => Assert.Null(PollText.CanonicalLines(typed, 20));

    [Fact]
    public void Lengths_are_in_code_points_with_the_ends_of_lines()
    {
        var cats = string.Concat(Enumerable.Repeat("\U0001F431", 10));

        Assert.NotNull(PollText.CanonicalLines($"{cats}\n{cats}", 21));
        Assert.Null(PollText.CanonicalLines($"{cats}\n{cats}", 20));
    }

    [Property(MaxTest = 20_000)]
    public bool Whatever_is_typed_the_form_is_stable_and_each_line_is_a_text(string? typed)
        => PollText.CanonicalLines(typed, 100) is not { } canonical
            || (PollText.CanonicalLines(canonical, 100) == canonical
                && canonical.Split('\n').All(line => line.Length == 0 || PollText.IsCanonical(line, 100)));
}
