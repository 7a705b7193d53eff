using System.Globalization;
using Voting.Counting;

namespace Voting.Count;

/// <summary>Words and tables of the printed report.</summary>
internal static class Words
{
    public static string About(TieAbout about) => about switch
    {
        TieAbout.Exclusion => "exclusion",
        TieAbout.Surplus => "surplus",
        _ => "winner",
    };

    public static string By(TieStep? step) => step switch
    {
        TieStep.EarlierRoundsBackwards or TieStep.EarlierRoundsForwards => "earlier round",
        TieStep.ListedFirst => "first in the file",
        TieStep.ListedLast => "last in the file",
        TieStep.ByLot => "lot",
        TieStep.HostDecides => "host",
        _ => "not settled",
    };

    public static string Number(decimal number) => number.ToString("0.#########", CultureInfo.InvariantCulture);

    public static string List(Election election, IEnumerable<int> options) => string.Join(", ", options.Select(option => election.Names[option]));

    /// <summary>Options with numbers in a column, most first.</summary>
    public static void Table(TextWriter text, Election election, IEnumerable<KeyValuePair<int, decimal>> rows)
    {
        var sorted = rows.OrderByDescending(row => row.Value).ThenBy(row => row.Key).ToArray();
        var width = sorted.Select(row => Number(row.Value).Length).DefaultIfEmpty().Max();
        foreach (var (option, number) in sorted)
        {
            text.WriteLine($"    {Number(number).PadLeft(width)}  {election.Names[option]}");
        }
    }

    public static void Ties(TextWriter text, Election election, IEnumerable<Tie> ties)
    {
        foreach (var tie in ties)
        {
            var how = tie.Chosen is { } chosen ? $"{election.Names[chosen]} is chosen ({By(tie.By)})" : "not settled";
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  tie in round {tie.Round} ({About(tie.About)}): {List(election, tie.Tied)}; {how}"));
        }
    }
}
