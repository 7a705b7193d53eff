using System.Security.Cryptography;
using System.Text;

namespace Voting.Contracts.Polls;

/// <summary>
/// What admits one voter to a poll: twelve characters at random and a check character. Of the characters that people take for each other
/// the alphabet has one; a code that is typed with the other is understood. The check finds every single wrong character and every two that changed places.
/// </summary>
public static class VotingCode
{
    /// <summary>Characters of a code in its stored form, the check character included. Written in groups of four.</summary>
    public const int Length = Random + 1;

    private const int Random = 12;
    private const int Group = 4;

    // 29 characters, a prime number: twelve of them are 58 bits. No O (0), I and L (1), Z (2), S (5), B (8) and U (V).
    private const string Alphabet = "0123456789ACDEFGHJKMNPQRTVWXY";
    private const string LookAlikes = "OILZSBU";
    private const string MeantBy = "011258V";

    /// <summary>A code that nobody can foresee, in its stored form.</summary>
    public static string Create()
    {
        var random = RandomNumberGenerator.GetString(Alphabet, Random);
        return random + Alphabet[Check(random)];
    }

    /// <summary>Whether a text is a code in its stored form.</summary>
    public static bool IsCode(string? code)
        => code is { Length: Length } && code.All(character => Alphabet.Contains(character, StringComparison.Ordinal)) && Alphabet[Check(code)] == code[Random];

    /// <summary>The stored form of what a person typed: upper case, without spaces and hyphens, look-alikes as they were meant; null where a character is wrong or missing.</summary>
    public static string? Parse(string? typed)
    {
        var code = new StringBuilder(Length);
        foreach (var character in typed ?? "")
        {
            if (char.IsWhiteSpace(character) || char.GetUnicodeCategory(character) == System.Globalization.UnicodeCategory.DashPunctuation)
            {
                continue;
            }

            if (code.Length == Length)
            {
                return null;
            }

            var upper = char.ToUpperInvariant(character);
            code.Append(LookAlikes.IndexOf(upper, StringComparison.Ordinal) is >= 0 and var meant ? MeantBy[meant] : upper);
        }

        return code.ToString() is var parsed && IsCode(parsed) ? parsed : null;
    }

    /// <summary>The written form of a code: <c>7K3M-9XQA-2PTD-H</c>.</summary>
    public static string Written(string code) => string.Join('-', code.Chunk(Group).Select(group => new string(group)));

    // Each place has another weight that is not 0 modulo a prime, so that neither one other character nor two that changed places leave the sum
    // as it was. The check character itself has the weight -1.
    private static int Check(string code)
    {
        var sum = 0;
        for (var place = 0; place < Random; place++)
        {
            sum += (place + 1) * Alphabet.IndexOf(code[place], StringComparison.Ordinal);
        }

        return sum % Alphabet.Length;
    }
}
