using System.Globalization;
using Voting.Results.Ledger;

namespace Voting.Results.Components;

/// <summary>One option as the board shows it.</summary>
/// <param name="Width">Length of its bar, as an SVG percentage.</param>
/// <param name="Leads">No option has more, and it has something.</param>
internal sealed record TallyRow(string Label, string Amount, string Share, string Width, bool Leads)
{
    public static IEnumerable<TallyRow> Of(PollTally tally)
    {
        var most = tally.Options.Length == 0 ? 0 : tally.Options.Max(AmountOf);
        var voters = tally.Counted - tally.Abstained;
        // A score has no natural whole, so the best option fills the bar; elsewhere every voter could have named the option.
        var whole = tally.Kind is "score" ? most : voters;
        return tally.Options.Select(option =>
        {
            var amount = AmountOf(option);
            var part = whole > 0 ? (double)amount / whole : 0;
            return new TallyRow(
                option.Label,
                TallyText.Number(amount),
                voters <= 0 ? "–" : tally.Kind is "score" ? TallyText.Average((double)amount / voters) : TallyText.Percent(part),
                string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(part, 0, 1) * 100:0.##}%"),
                amount == most && most > 0);
        });
    }

    /// <summary>What the option is measured by: points where the poll gives scores, ballots elsewhere.</summary>
    public static long AmountOf(OptionTally option) => option.Score ?? option.Ballots;
}
