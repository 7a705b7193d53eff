using System.Globalization;
using System.Text.RegularExpressions;

namespace Voting.Counting.Files;

/// <summary>The end of a BLT file: one name per option in order, then the title.</summary>
internal sealed partial class BltNames(LineReader lines, int count)
{
    /// <exception cref="BallotFileException">There are fewer names than options.</exception>
    public (IReadOnlyList<string> Names, string Title) Read()
    {
        var names = new string?[count];
        var next = 0;
        var title = "";
        while (lines.Next() is { } line)
        {
            var text = line.Trim();
            if (text.Length == 0)
            {
                continue;
            }

            if (Alternative().Match(text) is { Success: true } match)
            {
                if (!int.TryParse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > count)
                {
                    throw lines.Broken($"a name for option {match.Groups["number"].Value} of {count}");
                }
                names[number - 1] = match.Groups["name"].Value.Trim();
                next = Math.Max(next, number);
                continue;
            }
            var found = SeveralNames(text, count - next) ?? [Unquoted(text)];
            foreach (var name in found)
            {
                if (next < count)
                {
                    names[next++] = name;
                }
                else if (title.Length == 0)
                {
                    title = name;
                }
            }
        }
        var missing = Array.IndexOf(names, null);
        if (missing >= 0)
        {
            throw lines.Broken($"the file ends before the name of option {missing + 1} of {count}");
        }

        return ([.. names.Select((name, option) => name!.Length > 0 ? name : string.Create(CultureInfo.InvariantCulture, $"Option {option + 1}"))], title);
    }

    /// <summary>Outer quotes go; doubled quotes inside are one; quotes that are not closed or stand alone are dropped.</summary>
    internal static string Unquoted(string text)
    {
        var inner = text.Length >= 2 && text[0] == '"' && text[^1] == '"' ? text[1..^1] : text;
        inner = inner.Replace("\"\"", "\"", StringComparison.Ordinal).Trim();
        return inner.Count(letter => letter == '"') % 2 == 1 ? inner.Replace("\"", "", StringComparison.Ordinal).Trim() : inner;
    }

    /// <summary>Older files write several names in one line, each in quotes with a space between.</summary>
    private static IEnumerable<string>? SeveralNames(string text, int wanted)
    {
        if (wanted < 2 || text.Contains("\"\"", StringComparison.Ordinal))
        {
            return null;
        }

        var matches = Quoted().Matches(text);
        return matches.Count > 1 && Quoted().Replace(text, "").Trim().Length == 0 ? matches.Select(match => match.Groups["name"].Value) : null;
    }

    [GeneratedRegex("""^#\s*ALTERNATIVE NAME\s+(?<number>\d+)\s*:(?<name>.*)$""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Alternative();

    [GeneratedRegex("""
        "(?<name>[^"]*)"
        """, RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();
}
