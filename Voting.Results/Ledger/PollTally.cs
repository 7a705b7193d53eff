using System.Collections.Immutable;
using Voting.Contracts.Polls;
using Voting.Contracts.Results;

namespace Voting.Results.Ledger;

/// <summary>One poll's result as it stood when it was read; never changed afterwards.</summary>
/// <param name="Counted">Standing ballots, abstentions included.</param>
/// <param name="AsOf">When it was read.</param>
/// <param name="MaxScore">The highest score of a score poll; null in other polls.</param>
/// <param name="Count">The count by the poll's method, where sums do not decide it; null until the worker has made one.</param>
/// <param name="Visibility">Who sees the result, and when.</param>
/// <param name="JoinCode">What a voter types to come to the poll; null in polls from before there were codes.</param>
/// <param name="Description">Lines that explain the question; null: none.</param>
public sealed record PollTally(
    string Poll,
    string Question,
    string Kind,
    string State,
    DateTimeOffset? ClosesAt,
    long Counted,
    long Superseded,
    long Rejected,
    long Abstained,
    ImmutableArray<OptionTally> Options,
    DateTimeOffset AsOf,
    DateTimeOffset? OpensAt = null,
    int? MaxScore = null,
    PollCount? Count = null,
    ResultVisibility Visibility = ResultVisibility.Live,
    string? JoinCode = null,
    string? Description = null)
{
    public bool IsFinal => State is "final";
}

/// <param name="Ballots">Standing ballots that name the option; for rankings, that put it first.</param>
/// <param name="Score">Sum of scores; null unless the poll gives scores.</param>
public sealed record OptionTally(string Id, string Label, long Ballots, long? Score);

/// <summary>Whether every accepted vote is accounted for.</summary>
/// <param name="Balance">Accepted minus everything that has a known place; 0 unless something is wrong.</param>
public sealed record LedgerBalance(long Accepted, long Stored, long InFlight, long DeadLettered, long Balance);
