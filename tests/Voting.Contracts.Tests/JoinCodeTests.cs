using Voting.Contracts.Polls;

namespace Voting.Contracts.Tests;

public sealed class JoinCodeTests
{
    [Fact]
    public void A_code_has_six_characters_that_nobody_takes_for_others()
    {
        foreach (var code in Enumerable.Range(0, 2_000).Select(_ => JoinCode.Create()))
        {
            Assert.Matches("^[2-9A-HJKMNP-Z]{6}$", code);
            Assert.True(JoinCode.IsCode(code));
            Assert.Equal(code, JoinCode.Parse(code));
        }
    }

    [Fact]
    public void Codes_are_not_foreseen() => Assert.InRange(Enumerable.Range(0, 2_000).Select(_ => JoinCode.Create()).Distinct(StringComparer.Ordinal).Count(), 1_990, 2_000);

    [Theory]
    [InlineData("ABC234")]
    [InlineData("abc234")]
    [InlineData(" abc 234 ")]
    [InlineData("Abc-234")]
    public void What_a_person_types_has_one_written_form(string typed) => Assert.Equal("ABC234", JoinCode.Parse(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ABC23")]
    [InlineData("ABC2345")]
    [InlineData("ABC230")]
    [InlineData("ABC23O")]
    [InlineData("ABC231")]
    [InlineData("ABC23I")]
    [InlineData("ABC23L")]
    [InlineData("ABC23\u0131")]
    [InlineData("ABC23\u00C4")]
    [InlineData("ABC_234")]
    public void What_is_no_code_is_none(string? typed) => Assert.Null(JoinCode.Parse(typed));

    [Fact]
    public void Only_the_written_form_is_a_code() => Assert.False(JoinCode.IsCode("abc234"));
}
