using System.Buffers;
using System.Security.Cryptography;

namespace Voting.Contracts.Polls;

/// <summary>What a voter types to come to a poll: six characters without look-alikes (no 0 and O, no 1, I and L).</summary>
public static class JoinCode
{
    /// <summary>Characters of a code.</summary>
    public const int Length = 6;

    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private static readonly SearchValues<char> _characters = SearchValues.Create(Alphabet);

    /// <summary>A code that nobody can foresee. It opens nothing: it only finds the poll.</summary>
    public static string Create() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>Whether a text is a code in its written form.</summary>
    public static bool IsCode(string? code) => code is { Length: Length } && !code.AsSpan().ContainsAnyExcept(_characters);

    /// <summary>The written form of what a person typed: upper case, without spaces and hyphens; null where that is no code.</summary>
    public static string? Parse(string? typed)
    {
        var code = typed?.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
        return IsCode(code) ? code : null;
    }
}
