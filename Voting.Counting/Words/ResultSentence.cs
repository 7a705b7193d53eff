using System.Globalization;

namespace Voting.Counting;

/// <summary>
/// Results as English sentences, for pages, screen readers and logs. Names come from the poll; options are counted from 0.
/// </summary>
public static class ResultSentence
{
    /// <summary>For example: "Ben wins in round 2 with 86 of 167 votes after Anna's were transferred."</summary>
    public static string Of(RunoffResult result, IReadOnlyList<string> names)
    {
        if (result.Counted == 0)
        {
            return "No ballot counts for anyone yet.";
        }

        var last = result.Rounds[^1];
        var inPlay = last.Totals.Values.Sum();
        if (result.Winners.Count == 0)
        {
            return result.OpenTie is { } tie ? $"Not decided: {List(tie.Tied, names)} are level for last place in round {Text(tie.Round)} and the tie rule leaves it open." : "Not decided.";
        }
        var winner = result.Winners[0];
        var sentence = $"{names[winner]} wins in round {Text(last.Number)} with {Text(last.Totals[winner])} of {Votes(inPlay)}";
        if (result.Rounds.Count == 1)
        {
            return sentence + ".";
        }

        var before = result.Rounds[^2].Eliminated;
        return $"{sentence} after {(before.Count == 1 ? Possessive(names[before[0]]) : "those of " + List(before, names))} were transferred.";
    }

    /// <summary>For example: "Anna and Ben are elected; the quota was 42 votes."</summary>
    public static string Of(StvResult result, int seats, IReadOnlyList<string> names)
    {
        if (result.Counted == 0)
        {
            return "No ballot counts for anyone yet.";
        }

        var elected = result.Winners.Count switch
        {
            0 => "Nobody is elected",
            1 => $"{names[result.Winners[0]]} is elected",
            _ => $"{List(result.Winners, names)} are elected",
        };
        var open = seats - result.Winners.Count;
        var tie = result.OpenTie is { } left ? $"; {List(left.Tied, names)} are level in round {Text(left.Round)} and the tie rule leaves it open" : "";
        return $"{elected}{(open > 0 ? $", {Text(open)} of {Text(seats)} seats {(open == 1 ? "stays" : "stay")} open" : "")}{tie}; the quota was {result.Quota.ToString("0.#########", CultureInfo.InvariantCulture)} votes.";
    }

    /// <summary>For example: "Anna wins with 12 votes." or "Anna and Ben are level with 12 votes each."</summary>
    public static string Of(ChoiceResult result, IReadOnlyList<string> names)
    {
        if (result.Threshold is { QuorumMet: false })
        {
            return "Not decided: too few ballots were cast for the quorum.";
        }

        if (result.TiedForLast.Count > 0)
        {
            var level = $"{List(result.TiedForLast, names)} are level with {Votes(result.Votes[result.TiedForLast[0]])} each";
            return result.Winners.Count == 0 ? level + "." : $"{Win(result, names)}; {level} for {(result.OpenSeats == 1 ? "the last seat" : $"the last {Text(result.OpenSeats)} seats")}.";
        }
        if (result.Winners.Count > 0)
        {
            return Win(result, names) + ".";
        }

        return result.Threshold is { } threshold ? $"Nobody wins: {Votes(threshold.VotesNeeded)} were needed." : "No vote was cast yet.";
    }

    /// <summary>For example: "Anna wins." or "Anna and Ben cannot be told apart."</summary>
    public static string Of(IReadOnlyList<int> winners, IReadOnlyList<string> names) => winners.Count switch
    {
        0 => "Not decided.",
        1 => $"{names[winners[0]]} wins.",
        _ => $"{List(winners, names)} cannot be told apart.",
    };

    /// <summary>For example: "Anna wins the runoff against Ben with 30 to 20 votes; 5 ballots score both the same."</summary>
    public static string Of(StarResult result, IReadOnlyList<string> names)
    {
        if (result.Winner is not { } winner)
        {
            return result.Tied.Count == 0 ? "No ballot was cast yet." : $"Not decided: {List(result.Tied, names)} are level after every step.";
        }

        if (result.Finalists.Count < 2)
        {
            return $"{names[winner]} wins.";
        }

        var at = result.Finalists[0] == winner ? 0 : 1;
        var (own, other) = (result.Preferring[at], result.Preferring[1 - at]);
        var how = own == other ? $" on {(result.StepsUsed.Contains(StarTieStep.RunoffByTopScores) ? "top scores" : "total score")} after" : " with";
        return $"{names[winner]} wins the runoff against {names[result.Finalists[1 - at]]}{how} {Text(own)} to {Votes(other)}; {Text(result.NoPreference)} {(result.NoPreference == 1 ? "ballot scores" : "ballots score")} both the same.";
    }

    private static string Win(ChoiceResult result, IReadOnlyList<string> names) => result.Winners.Count == 1
        ? $"{names[result.Winners[0]]} wins with {Votes(result.Votes[result.Winners[0]])}"
        : $"{string.Join(", ", result.Winners.Select(winner => $"{names[winner]} ({Text(result.Votes[winner])})"))} win";

    private static string List(IReadOnlyList<int> options, IReadOnlyList<string> names) => options.Count switch
    {
        0 => "nobody",
        1 => names[options[0]],
        _ => $"{string.Join(", ", options.Take(options.Count - 1).Select(option => names[option]))} and {names[options[^1]]}",
    };

    private static string Possessive(string name) => name.EndsWith('s') ? $"{name}'" : $"{name}'s";

    private static string Votes(long votes) => votes == 1 ? "1 vote" : $"{Text(votes)} votes";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
