using System.Globalization;
using Voting.Contracts.Polls;
using Voting.Results.Ledger;
using Voting.Results.Live;
using Voting.Web.Components;

namespace Voting.Results.Components;

/// <summary>Results in words and figures.</summary>
internal static class TallyText
{
    private const int MostSpoken = 5;

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Votes(long number) => $"{Number(number)} {(number == 1 ? "vote" : "votes")}";

    public static string Percent(double part) => string.Create(CultureInfo.InvariantCulture, $"{part * 100:0.0}%");

    public static string Mean(double mean) => mean.ToString("0.00", CultureInfo.InvariantCulture);

    public static string AmountName(PollTally tally) => tally.Kind switch
    {
        "ranking" => "First preferences",
        "score" => "Points",
        _ => "Votes",
    };

    public static string ShareName(PollTally tally) => tally.Kind is "score" ? "Average" : "Of voters";

    /// <summary>What the last column is of; null while there is nothing in it.</summary>
    public static string? ShareOf(PollTally tally)
    {
        if (tally.Kind is "score")
        {
            return $"The average is of the voters who gave the option a score. Bars go from 0 to {tally.MaxScore}.";
        }

        var voters = TallyRow.VotersOf(tally);
        if (voters == 0)
        {
            return null;
        }

        var who = tally.Abstained == 0 ? "" : " who did not abstain";
        var several = tally.Kind is "multiple" or "approval" ? " A voter can choose several options." : "";
        return $"Percentages are of {(voters == 1 ? "the one voter" : $"the {Number(voters)} voters")}{who}.{several}";
    }

    public static string StateName(BoardView view) => PollStates.Of(view.Tally, view.KnownAt) switch
    {
        PollStates.Final => "Final",
        _ when !view.IsCurrent => "Paused",
        PollStates.Closed => "Counting",
        PollStates.Scheduled => "Not open yet",
        _ => "Live",
    };

    /// <summary>Who has won a final poll that its sums decide; null for every other one.</summary>
    public static string? Verdict(PollTally tally)
    {
        if (!tally.IsFinal || tally.Count is not null || tally.Kind is "ranking")
        {
            return null;
        }

        return TallyRow.Of(tally).Where(row => row.Leads).ToArray() switch
        {
            [] => "Nobody wins: no option was chosen.",
            [var winner] => $"{Bidi.Isolate(winner.Label)} wins with {FigureOf(tally, winner)}.",
            var level => $"{string.Join(" and ", level.Select(winner => Bidi.Isolate(winner.Label)))} are level at {FigureOf(tally, level[0])}: nobody wins.",
        };
    }

    /// <summary>The result in a sentence, for those who hear it.</summary>
    public static string Summary(BoardView view)
    {
        var tally = view.Tally;
        if (tally.Counted == 0)
        {
            return PollStates.Of(tally, view.KnownAt) is PollStates.Scheduled ? "Voting has not started yet." : "No votes counted yet.";
        }

        var counted = $"{Votes(tally.Counted)} counted.";
        if (!view.ShowsResult)
        {
            return $"{counted} {tally.Visibility.Reason()}";
        }

        var rows = TallyRow.Of(tally).ToArray();
        if (tally.Count is { } count)
        {
            return $"{CountText.Sentence(count)} {counted}";
        }

        if (tally.Kind is "ranking")
        {
            return $"First preferences, not the result: {string.Join(", ", rows.Take(MostSpoken).Select(row => $"{Bidi.Isolate(row.Label)} {row.Amount}"))}{(rows.Length > MostSpoken ? " and others" : "")}. {counted}";
        }

        return rows.Where(row => row.Leads).ToArray() switch
        {
            [] => counted,
            [var leader] => $"{Bidi.Isolate(leader.Label)} {(tally.IsFinal ? "has" : "leads with")} {FigureOf(tally, leader)}. {counted}",
            var leaders => $"{string.Join(" and ", leaders.Select(leader => Bidi.Isolate(leader.Label)))} are level at {FigureOf(tally, leaders[0])}. {counted}",
        };
    }

    private static string FigureOf(PollTally tally, TallyRow row) =>
        tally.Kind is "score" ? $"an average of {row.Share}" : $"{row.Amount}, {row.Share} of voters";
}
