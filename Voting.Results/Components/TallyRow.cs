using System.Globalization;
using Voting.Results.Ledger;

namespace Voting.Results.Components;

/// <summary>One option as the board shows it.</summary>
/// <param name="Label">The option.</param>
/// <param name="Amount">Ballots; points in a score poll.</param>
/// <param name="Share">A percentage of the voters who did not abstain; in a score poll the mean of the scores that were given.</param>
/// <param name="Note">How many voters gave a score; null in other polls.</param>
/// <param name="Width">Length of its bar, as an SVG percentage: of the voters, or of the scale.</param>
/// <param name="Leads">No option is ahead of it. Never in a poll that a count decides and not these sums, such as a ranking.</param>
internal sealed record TallyRow(string Label, string Amount, string Share, string? Note, string Width, bool Leads)
{
    public static IEnumerable<TallyRow> Of(PollTally tally) => tally.Kind is "score" ? Scores(tally) : Ballots(tally);

    /// <summary>Counted ballots that chose something: what percentages are of.</summary>
    public static long VotersOf(PollTally tally) => tally.Counted - tally.Abstained;

    private static IEnumerable<TallyRow> Ballots(PollTally tally)
    {
        var voters = VotersOf(tally);
        var most = tally.Options.Select(option => option.Ballots).DefaultIfEmpty().Max();
        return
            from option in tally.Options
            let part = voters > 0 ? (double)option.Ballots / voters : 0
            select new TallyRow(
                option.Label,
                TallyText.Number(option.Ballots),
                voters > 0 ? TallyText.Percent(part) : "–",
                null,
                WidthOf(part),
                tally.Kind is not "ranking" && tally.Count is null && most > 0 && option.Ballots == most);
    }

    private static IEnumerable<TallyRow> Scores(PollTally tally)
    {
        var best = tally.Options.Select(MeanOf).Max();
        return
            from option in tally.Options
            let mean = MeanOf(option)
            select new TallyRow(
                option.Label,
                TallyText.Number(option.Score ?? 0),
                mean is { } known ? TallyText.Mean(known) : "–",
                option.Ballots == 1 ? "scored by 1 voter" : $"scored by {TallyText.Number(option.Ballots)} voters",
                WidthOf(mean / tally.MaxScore ?? 0),
                tally.Count is null && mean is > 0 && mean == best);
    }

    /// <summary>The arithmetic mean of the scores that were given; an option that a voter left out takes no part.</summary>
    public static double? MeanOf(OptionTally option) => option is { Score: { } sum, Ballots: > 0 } ? (double)sum / option.Ballots : null;

    private static string WidthOf(double part) => string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(part, 0, 1) * 100:0.##}%");
}
