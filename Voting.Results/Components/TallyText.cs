using System.Globalization;
using Voting.Results.Ledger;
using Voting.Results.Live;

namespace Voting.Results.Components;

/// <summary>Results in words and figures.</summary>
internal static class TallyText
{
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Percent(double part) => string.Create(CultureInfo.InvariantCulture, $"{part * 100:0.0}%");

    public static string Average(double average) => average.ToString("0.00", CultureInfo.InvariantCulture);

    public static string AmountName(PollTally tally) => tally.Kind switch
    {
        "ranking" => "First places",
        "score" => "Points",
        _ => "Votes",
    };

    public static string ShareName(PollTally tally) => tally.Kind switch
    {
        "score" => "Average",
        "multiple" or "approval" => "Of voters",
        _ => "Share",
    };

    public static string State(BoardView view) => view switch
    {
        { Tally.IsFinal: true } => "Final",
        { IsCurrent: false } => "Paused",
        { Tally.State: "closed" } => "Counting",
        _ => "Live",
    };

    /// <summary>The result in a sentence, for those who hear it.</summary>
    public static string Summary(PollTally tally)
    {
        if (tally.Counted == 0)
            return "No votes counted yet.";

        var counted = $"{Number(tally.Counted)} {(tally.Counted == 1 ? "vote" : "votes")} counted";
        var leaders = TallyRow.Of(tally).Where(row => row.Leads).ToArray();
        return leaders switch
        {
            [] => $"{counted}.",
            [var leader] => $"{leader.Label} {(tally.IsFinal ? "has" : "leads with")} {leader.Amount}{(tally.Kind is "score" ? " points" : $", {leader.Share}")}. {counted}.",
            _ => $"{string.Join(" and ", leaders.Select(leader => leader.Label))} are level at {leaders[0].Amount}. {counted}.",
        };
    }
}
