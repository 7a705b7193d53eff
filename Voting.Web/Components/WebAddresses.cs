using System.Text.RegularExpressions;

namespace Voting.Web.Components;

/// <summary>Finds addresses of web pages in plain text.</summary>
internal static partial class WebAddresses
{
    /// <summary>The parts of a text in their order, and which of them are addresses.</summary>
    public static IEnumerable<(string Part, bool IsAddress)> Split(string text)
    {
        var at = 0;
        foreach (Match address in Address().Matches(text))
        {
            yield return (text[at..address.Index], false);
            yield return (address.Value, true);
            at = address.Index + address.Length;
        }

        yield return (text[at..], false);
    }

    // A full stop or a bracket behind an address is rarely part of it.
    [GeneratedRegex("""https?://[^\s<>"]{1,500}[^\s<>".,;:!?)\]}'”]""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Address();
}
