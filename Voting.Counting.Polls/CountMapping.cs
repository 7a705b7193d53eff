using System.Text.Json;
using Voting.Contracts.Polls;
using Voting.Contracts.Results;

namespace Voting.Counting.Polls;

/// <summary>What the counting methods answer, in the words of the contract: options by their ids.</summary>
internal static class CountMapping
{
    public static CountRound Round(RunoffRound round, PollDefinition poll) => new(
        round.Number, CountMeasure.Votes, Votes(round.Totals, poll), (round.Totals.Values.Sum() / 2) + 1, round.Exhausted, 0,
        Ids(round.Elected, poll), Ids(round.Eliminated, poll), Ids(round.Eliminated, poll), Votes(round.Transfers, poll), round.TransferredExhausted);

    public static CountRound Round(StvRound round, PollDefinition poll)
    {
        IReadOnlyList<string> from = round.From is { } option ? [poll.Options[option].Id] : [];
        return new(
            round.Number, CountMeasure.Votes, Votes(round.Totals, poll), round.Quota, round.Exhausted, round.RoundingLoss,
            Ids(round.Elected, poll), round.Action == StvAction.Exclude ? from : [], from, Votes(round.Transfers, poll), round.TransferredExhausted);
    }

    public static CountTie Tie(Tie tie, PollDefinition poll) => new(
        tie.Round, Word(tie.About), Ids(tie.Tied, poll), tie.Chosen is { } chosen ? [poll.Options[chosen].Id] : [], tie.By is { } by ? Word(by) : null);

    public static PairwiseCount Pairwise(PairwiseMatrix matrix, PollDefinition poll)
    {
        var options = Enumerable.Range(0, matrix.Options).ToArray();
        return new(Ids(options, poll), [.. options.Select(row => (IReadOnlyList<long>)[.. options.Select(column => matrix[row, column])])]);
    }

    /// <summary>A member of an enumeration as contracts write it: <c>earlier-rounds-backwards</c>.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static IReadOnlyList<OptionVotes> Votes<T>(IReadOnlyDictionary<int, T> votes, PollDefinition poll)
        where T : IConvertible
        => [.. votes.OrderBy(pair => pair.Key).Select(pair => new OptionVotes(poll.Options[pair.Key].Id, pair.Value.ToDecimal(null)))];

    private static IReadOnlyList<string> Ids(IEnumerable<int> options, PollDefinition poll) => [.. options.Select(option => poll.Options[option].Id)];
}
