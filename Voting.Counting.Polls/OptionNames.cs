namespace Voting.Counting.Polls;

/// <summary>How a sentence names an option.</summary>
internal static class OptionNames
{
    private const char FirstStrongIsolate = '\u2068';
    private const char PopDirectionalIsolate = '\u2069';

    /// <summary>The label; between isolates (Unicode Standard Annex 9) where it is written from right to left, so that it does not turn the words around it.</summary>
    public static string InSentence(string label)
        => label.EnumerateRunes().Any(rune => IsRightToLeft(rune.Value)) ? $"{FirstStrongIsolate}{label}{PopDirectionalIsolate}" : label;

    // The blocks of right-to-left scripts: Hebrew to Arabic Extended-A, presentation forms, and their parts of the supplementary planes.
    private static bool IsRightToLeft(int value)
        => value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFF) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);
}
