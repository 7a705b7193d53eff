using System.Globalization;
using Voting.Contracts.Polls;
using Voting.Contracts.Results;
using Voting.Results.Ledger;
using Voting.Web.Components;

namespace Voting.Results.Components;

/// <summary>A count in words and figures.</summary>
internal static class CountText
{
    /// <summary>The result in words; while it can change, as what it would be.</summary>
    public static string Sentence(PollCount count) => count.Final ? count.Sentence : $"If it closed now: {count.Sentence}";

    /// <summary>How the poll is counted.</summary>
    public static string Method(PollCount count)
    {
        var name = count.Method switch
        {
            CountingMethod.Plurality => "plurality",
            CountingMethod.Approval => "approval",
            CountingMethod.InstantRunoff => "instant-runoff",
            CountingMethod.SingleTransferableVote => "single transferable vote",
            CountingMethod.Schulze => "the Schulze method",
            CountingMethod.RankedPairs => "ranked pairs",
            CountingMethod.Borda => "Borda points",
            CountingMethod.MeanScore => "mean score",
            CountingMethod.Star => "STAR",
            CountingMethod.Median => "median score",
            _ => CountingRules.NameOf(count.Method),
        };
        return count.Seats == 1 ? $"Counted by {name}." : $"Counted by {name} for {TallyText.Number(count.Seats)} seats.";
    }

    /// <summary>That the count is older than the tally; null where it is not.</summary>
    public static string? Age(PollTally tally) => tally.Count is { IsCurrent: false } count
        ? count.Counted == tally.Counted
            ? "Ballots have changed since this count; the next one is on its way."
            : $"This count is of {TallyText.Number(count.Counted)} of the {TallyText.Votes(tally.Counted)}; the next one is on its way."
        : null;

    /// <summary>What the totals of a round are.</summary>
    public static string Measure(CountMeasure measure) => measure switch
    {
        CountMeasure.Points => "Points",
        CountMeasure.Medians => "Median score",
        _ => "Votes",
    };

    /// <summary>A number of votes; fractions to two places, as the ledger's JSON has all of them.</summary>
    public static string Votes(decimal votes) => votes.ToString("#,0.##", CultureInfo.InvariantCulture);

    /// <summary>What a round needed; null where it needed nothing.</summary>
    public static string? Quota(PollCount count, CountRound round) => round.Quota is not { } quota ? null
        : CountsMarks(count) ? $"{Votes(quota)} {(quota == 1 ? "vote is" : "votes are")} needed to win."
        : count.Quota is null ? $"{Votes(quota)} votes are more than half of this round's." : $"The quota is {Votes(quota)} votes.";

    /// <summary>What became of an option in a round.</summary>
    public static string Outcome(PollCount count, CountRound round, string option)
        => round.Elected.Contains(option) ? "Wins"
        : round.Eliminated.Contains(option) ? "Leaves"
        : round.TransferredFrom.Contains(option) ? "Passes on its surplus"
        : count.Rounds.Any(earlier => earlier.Number < round.Number && earlier.Elected.Contains(option)) ? "Has won"
        : CountsMarks(count) && count.Winners.Count == 0 ? ""
        : round.Number < count.Rounds.Count || count.Winners.Count == 0 ? "Stays"
        : "Does not win";

    /// <summary>A tie and how it was settled.</summary>
    public static string Tie(CountTie tie, PollTally tally)
    {
        var what = tie.About switch
        {
            "exclusion" => "for last place",
            "surplus" => "with the largest surplus",
            "place-in-runoff" => "for a place in the runoff",
            _ => "for the win",
        };
        var round = tally.Count is { Rounds.Count: 1 } ? "" : $"Round {TallyText.Number(tie.Round)}: ";
        var level = $"{round}{List(tie.Tied, tally)} were level {what}";
        return tie.Chosen.Count == 0
            ? $"{level}, and no rule settles it."
            : $"{level}; {List(tie.Chosen, tally)} {tie.About switch { "exclusion" => "left", "winner" => "won", _ => "went first" }}{By(tie.By)}.";
    }

    /// <summary>Plurality and approval have one round, in which nobody leaves.</summary>
    public static bool CountsMarks(PollCount count) => count.Method is CountingMethod.Plurality or CountingMethod.Approval;

    /// <summary>What part of the voters who chose something chose this; where marks are counted.</summary>
    public static string Share(PollCount count, decimal votes)
        => count.Counted - count.Abstained - count.Invalid is var voters and > 0 ? TallyText.Percent((double)votes / voters) : "–";

    /// <summary>The option's label.</summary>
    public static string Label(string option, PollTally tally)
    {
        foreach (var known in tally.Options)
        {
            if (known.Id == option)
            {
                return known.Label;
            }
        }

        return option;
    }

    private static string By(string? step) => step switch
    {
        "earlier-rounds-backwards" => ", by the most recent earlier round in which they differed",
        "earlier-rounds-forwards" => ", by the first round in which they differed",
        "listed-first" => ", being listed first",
        "listed-last" => ", being listed last",
        "by-lot" => ", by lot",
        "host-decides" => ", as the host decided",
        "place-by-head-to-head" => ", by how many ballots prefer each of them to the others",
        "place-by-top-scores" or "runoff-by-top-scores" => ", by the number of top scores",
        "runoff-by-total" => ", by total score",
        _ => "",
    };

    private static string List(IReadOnlyList<string> options, PollTally tally)
        => string.Join(" and ", options.Select(option => Bidi.Isolate(Label(option, tally))));
}
