using System.Globalization;
using System.Text;

namespace Voting.Contracts.Polls;

/// <summary>
/// What a text that people read may be: Unicode in Normalization Form C without white space at its ends, and without characters that
/// nobody sees or that turn the direction of what follows (Unicode categories Cc, Cf, Cs, Co and Cn, and the line separators). The zero-width
/// joiner and non-joiner stay: emoji and several scripts need them. Lengths are in code points.
/// </summary>
public static class PollText
{
    /// <summary>Most code points of a question.</summary>
    public const int MaxQuestion = 500;

    /// <summary>Most code points of an option's label.</summary>
    public const int MaxLabel = 300;

    /// <summary>Most code points of a description.</summary>
    public const int MaxDescription = 2_000;

    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>Whether this process can normalize: without ICU, or with invariant globalization, .NET leaves every text as it is and says nothing.</summary>
    public static bool CanNormalize => "e\u0301".Normalize(NormalizationForm.FormC) == "\u00E9";

    /// <summary>The canonical form of a text that a person typed; null where it is empty, longer than <paramref name="max"/> code points or has characters that no text may have.</summary>
    public static string? Canonical(string? text, int max)
    {
        // Far above the limit nothing is looked at: normalizing megabytes is work for nobody.
        if (text is null || text.Length > (max * 4) + 64 || !IsWellFormed(text))
        {
            return null;
        }

        var canonical = text.Normalize(NormalizationForm.FormC).Trim();
        return IsCanonical(canonical, max) ? canonical : null;
    }

    /// <summary>The canonical form of lines that a person typed: each line canonical or empty, ended by a line feed but for the last; empty for no text; null where <see cref="Canonical"/> would refuse.</summary>
    public static string? CanonicalLines(string? text, int max)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "";
        }

        if (text.Length > (max * 4) + 64)
        {
            return null;
        }

        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            // Tabs come with pasted text and mean a space.
            var line = lines[i].Replace('\t', ' ');
            if ((string.IsNullOrWhiteSpace(line) ? "" : Canonical(line, max)) is not { } canonical)
            {
                return null;
            }

            lines[i] = canonical;
        }

        var joined = string.Join('\n', lines).Trim('\n');
        return joined.EnumerateRunes().Count() <= max ? joined : null;
    }

    /// <summary>Whether a text is in the form that <see cref="Canonical"/> gives.</summary>
    public static bool IsCanonical(string? text, int max)
    {
        if (string.IsNullOrEmpty(text) || !IsWellFormed(text) || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]))
        {
            return false;
        }

        var (count, visible) = (0, false);
        foreach (var rune in text.EnumerateRunes())
        {
            var joins = rune.Value is ZeroWidthJoiner or ZeroWidthNonJoiner;
            if (!joins && !IsAllowed(rune))
            {
                return false;
            }

            visible |= !joins && !IsBlank(rune);
            count++;
        }

        return visible && count <= max && text.IsNormalized(NormalizationForm.FormC);
    }

    /// <summary>What two texts have in common that look the same to a person: letter forms, width and white space do not tell them apart. Unicode Normalization Form KC.</summary>
    public static string Appearance(string canonical)
    {
        var seen = new StringBuilder();
        foreach (var rune in canonical.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (IsBlank(rune))
            {
                seen.Append(seen.Length > 0 && seen[^1] != ' ' ? " " : "");
            }
            else if (rune.Value is not (ZeroWidthJoiner or ZeroWidthNonJoiner) && !IsVariation(rune))
            {
                seen.Append(rune.ToString());
            }
        }

        return seen.ToString().TrimEnd();
    }

    // A lone surrogate is no text: Normalize refuses it, and PostgreSQL does too.
    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsAllowed(Rune rune) => !IsFiller(rune) && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    // Letters by their category that are drawn as nothing: Hangul fillers, the Khmer inherent vowels, the combining grapheme joiner. Braille's blank is a symbol drawn as nothing.
    private static bool IsFiller(Rune rune) => rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x17B4 or 0x17B5 or 0x034F or 0x2800;

    private static bool IsVariation(Rune rune) => rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) or (>= 0x180B and <= 0x180F);

    private static bool IsBlank(Rune rune) => Rune.IsWhiteSpace(rune) || IsVariation(rune);
}
