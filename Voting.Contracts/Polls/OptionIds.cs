using System.Globalization;
using System.Text;

namespace Voting.Contracts.Polls;

/// <summary>Ids for options that were sent without one: made from the label, unique in the poll, and the same for the same request.</summary>
internal static class OptionIds
{
    /// <summary>The ids, in the order of <paramref name="drafts"/>. Ids that were sent stay as they are.</summary>
    public static string[] Of(IReadOnlyList<OptionDraft> drafts)
    {
        var taken = new HashSet<string>(drafts.Select(draft => draft?.Id).OfType<string>(), StringComparer.Ordinal);
        var ids = new string[drafts.Count];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = drafts[i]?.Id ?? Free(Slug(drafts[i]?.Label) is { Length: > 0 } slug ? slug : $"option-{Number(i + 1)}", taken);
        }

        return ids;
    }

    private static string Free(string id, HashSet<string> taken)
    {
        var free = id;
        for (var next = 2; !taken.Add(free); next++)
        {
            var ending = $"-{Number(next)}";
            free = string.Concat(id.AsSpan(0, Math.Min(id.Length, PollRules.MaxIdLength - ending.Length)), ending);
        }

        return free;
    }

    private static string Slug(string? label)
    {
        var slug = new StringBuilder();
        foreach (var character in (label ?? "").ToLowerInvariant())
        {
            if (slug.Length == PollRules.MaxIdLength)
            {
                break;
            }

            if (char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character))
            {
                slug.Append(character);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().Trim('-');
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
