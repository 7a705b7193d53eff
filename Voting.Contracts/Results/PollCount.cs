using System.Text.Json.Serialization;
using Voting.Contracts.Polls;

namespace Voting.Contracts.Results;

/// <summary>
/// A poll counted by its method, with everything that explains the result. The worker writes it, the ledger keeps it as JSON
/// (<see cref="PollCountJson"/>), and the results show it. Options are named by their ids.
/// </summary>
/// <param name="Method">The method that counted.</param>
/// <param name="Seats">How many options win.</param>
/// <param name="Final">The poll is final, and so is this count: it never changes again.</param>
/// <param name="Counted">The current ballots that it was computed from, one per voter.</param>
/// <param name="Abstained">Of these, those without a choice.</param>
/// <param name="Invalid">Of these, those that cannot be read as ballots of this poll: they count for nobody.</param>
/// <param name="Winners">In the order in which they won; fewer than the seats while a tie or a lack of votes leaves some open.</param>
/// <param name="Sentence">The result in words, as if the poll closed with these ballots.</param>
/// <param name="Rounds">What happened, round by round; empty where the method has no rounds.</param>
/// <param name="Ties">The ties that came up and how they were settled.</param>
/// <param name="Quota">The votes that elect, by single transferable vote.</param>
/// <param name="Pairwise">How many ballots prefer each option to each other, in rankings.</param>
/// <param name="CondorcetWinner">The option that more ballots prefer to each other one than the reverse, where there is one.</param>
public sealed record PollCount(
    CountingMethod Method,
    int Seats,
    bool Final,
    long Counted,
    long Abstained,
    long Invalid,
    IReadOnlyList<string> Winners,
    string Sentence,
    IReadOnlyList<CountRound> Rounds,
    IReadOnlyList<CountTie> Ties,
    decimal? Quota,
    PairwiseCount? Pairwise,
    string? CondorcetWinner)
{
    /// <summary>False where ballots came after it: a newer count is on its way, and <see cref="Counted"/> says of how many ballots this one is.</summary>
    public bool IsCurrent { get; init; } = true;
}

/// <summary>What the totals of a round are.</summary>
[JsonConverter(typeof(CountMeasureConverter))]
public enum CountMeasure
{
    /// <summary>Votes; fractions of one where surpluses are transferred.</summary>
    Votes,

    /// <summary>Points or sums of scores.</summary>
    Points,

    /// <summary>Median scores.</summary>
    Medians,
}

/// <summary>Measures in lower case.</summary>
public sealed class CountMeasureConverter() : JsonStringEnumConverter<CountMeasure>(System.Text.Json.JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

/// <summary>A number of votes, or whatever the round measures, of one option.</summary>
public sealed record OptionVotes(string Option, decimal Votes);

/// <summary>One round of a count.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Totals">Of each option that takes part in the round, in the order of the poll.</param>
/// <param name="Quota">What an option needs in this round: more than half of the votes in play, or the quota; null where there is none.</param>
/// <param name="Exhausted">Votes that have left the count before this round because their ballots name nobody who is left.</param>
/// <param name="RoundingLoss">Votes lost so far because values are cut.</param>
/// <param name="Elected">Who wins in this round.</param>
/// <param name="Eliminated">Who leaves after it.</param>
/// <param name="TransferredFrom">Whose votes go to others after it: of who leaves, or the surplus of who was elected.</param>
/// <param name="Transfers">To whom.</param>
/// <param name="TransferredExhausted">How many of these votes leave the count.</param>
public sealed record CountRound(
    int Number,
    CountMeasure Measure,
    IReadOnlyList<OptionVotes> Totals,
    decimal? Quota,
    decimal Exhausted,
    decimal RoundingLoss,
    IReadOnlyList<string> Elected,
    IReadOnlyList<string> Eliminated,
    IReadOnlyList<string> TransferredFrom,
    IReadOnlyList<OptionVotes> Transfers,
    decimal TransferredExhausted);

/// <summary>A tie and how it was settled.</summary>
/// <param name="Round">The round, counted from 1.</param>
/// <param name="About"><c>exclusion</c>, <c>surplus</c>, <c>place-in-runoff</c> or <c>winner</c>.</param>
/// <param name="Tied">Who was level.</param>
/// <param name="Chosen">Who left, whose surplus went first, or who won; nobody where the tie stays open.</param>
/// <param name="By">The step that settled it, such as <c>earlier-rounds-backwards</c> or <c>listed-first</c>; null where it stays open.</param>
public sealed record CountTie(int Round, string About, IReadOnlyList<string> Tied, IReadOnlyList<string> Chosen, string? By);

/// <summary>The pairwise matrix.</summary>
/// <param name="Options">The order of rows and columns.</param>
/// <param name="Preferring">Ballots that prefer the row's option to the column's.</param>
public sealed record PairwiseCount(IReadOnlyList<string> Options, IReadOnlyList<IReadOnlyList<long>> Preferring);
