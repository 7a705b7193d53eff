using FsCheck.Xunit;
using Voting.Contracts.Polls;

namespace Voting.Contracts.Tests;

public sealed class VotingCodeTests
{
    private const string Alphabet = "0123456789ACDEFGHJKMNPQRTVWXY";

    [Fact]
    public void A_code_has_thirteen_characters_of_which_none_looks_like_another()
    {
        foreach (var code in Enumerable.Range(0, 2_000).Select(_ => VotingCode.Create()))
        {
            Assert.Matches($"^[{Alphabet}]{{13}}$", code);
            Assert.True(VotingCode.IsCode(code));
            Assert.Matches("^[^-]{4}-[^-]{4}-[^-]{4}-[^-]$", VotingCode.Written(code));
            Assert.Equal(code, VotingCode.Parse(VotingCode.Written(code)));
        }
    }

    [Fact]
    public void Codes_are_not_foreseen_in_any_of_their_places()
    {
        var codes = Enumerable.Range(0, 5_000).Select(_ => VotingCode.Create()).ToList();

        Assert.Equal(codes.Count, codes.Distinct(StringComparer.Ordinal).Count());
        Assert.All(Enumerable.Range(0, VotingCode.Length), place => Assert.Equal(Alphabet.Length, codes.Select(code => code[place]).Distinct().Count()));
        // Twelve characters at random.
        Assert.True(12 * Math.Log2(Alphabet.Length) >= 55);
    }

    [Fact]
    public void Every_single_wrong_character_is_found_in_every_place()
    {
        foreach (var code in Enumerable.Range(0, 200).Select(_ => VotingCode.Create()))
        {
            foreach (var place in Enumerable.Range(0, code.Length))
            {
                Assert.All(Alphabet.Where(other => other != code[place]), other => Assert.Null(VotingCode.Parse(With(code, (place, other)))));
            }
        }
    }

    [Property(MaxTest = 5_000)]
    public bool Any_two_characters_that_changed_places_are_found(byte first, byte second)
    {
        var code = VotingCode.Create();
        var (one, other) = (first % code.Length, second % code.Length);
        return code[one] == code[other] || VotingCode.Parse(With(code, (one, code[other]), (other, code[one]))) is null;
    }

    [Property(MaxTest = 5_000)]
    public bool What_parses_is_a_code_whatever_is_typed(string? typed) => VotingCode.Parse(typed) is not { } code || VotingCode.IsCode(code);

    [Property(MaxTest = 2_000)]
    public bool A_code_is_understood_in_any_case_with_any_hyphens_and_with_look_alikes(byte[] how)
    {
        var code = VotingCode.Create();
        var typed = string.Concat(code.Select((character, place) => (how ?? []).ElementAtOrDefault(place) switch
        {
            var choice when choice % 5 == 1 => $"{LookAlike(character)}",
            var choice when choice % 5 == 2 => $"{character} ".ToLowerInvariant(),
            var choice when choice % 5 == 3 => $"{LookAlike(character)}\u2013".ToLowerInvariant(),
            _ => $"{character}",
        }));
        return VotingCode.Parse(typed) == code;
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0000")]
    [InlineData("0000-0000-0000-00")]
    [InlineData("0000-0000-0000-\u0660")]
    [InlineData("0000-0000-0000-!")]
    [InlineData("0000_0000_0000_0")]
    public void What_is_no_code_is_none(string? typed) => Assert.Null(VotingCode.Parse(typed));

    [Fact]
    public void Only_the_stored_form_is_a_code()
    {
        Assert.True(VotingCode.IsCode("0000000000000"));
        Assert.False(VotingCode.IsCode("O000000000000"));
        Assert.Equal("0000000000000", VotingCode.Parse("oooo-oooo-oooo-o"));
    }

    private static string With(string code, params (int Place, char Character)[] changes)
    {
        var characters = code.ToCharArray();
        foreach (var (place, character) in changes)
        {
            characters[place] = character;
        }

        return new(characters);
    }

    private static char LookAlike(char character) => character switch { '0' => 'O', '1' => 'L', '2' => 'Z', '5' => 'S', '8' => 'B', 'V' => 'U', _ => character };
}
