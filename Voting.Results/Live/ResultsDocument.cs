using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Voting.Contracts.Polls;
using Voting.Contracts.Results;
using Voting.Results.Ledger;

namespace Voting.Results.Live;

/// <summary>The results in wire 1's shape, and when they were read.</summary>
internal sealed record ResultsDocument(
    string Poll,
    string Question,
    string Kind,
    string State,
    bool Final,
    long Counted,
    long Superseded,
    long Rejected,
    long Abstained,
    ImmutableArray<OptionTally> Options,
    DateTimeOffset AsOf,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PollCount? Count)
{
    public static ResultsDocument Of(PollTally tally) => new(
        tally.Poll, tally.Question, tally.Kind, tally.State, tally.IsFinal,
        tally.Counted, tally.Superseded, tally.Rejected, tally.Abstained, tally.Options, tally.AsOf, tally.Count);

    /// <summary>The event of a stream: the results, or that they are hidden.</summary>
    public static ReadOnlyMemory<byte> ToEvent(BoardView view) => ServerSentEvent.Of(view.ShowsResult
        ? JsonSerializer.Serialize(Of(view.Tally), ResultsJson.Default.ResultsDocument)
        : JsonSerializer.Serialize(HiddenResultsDocument.Of(view.Tally), ResultsJson.Default.HiddenResultsDocument));
}

/// <summary>What a stream says of a poll whose results this viewer does not see.</summary>
/// <param name="Hidden">Always true: what a reader tells it by.</param>
/// <param name="Counted">Turnout: current ballots, one per voter.</param>
/// <param name="Reason">Who sees the results, and when.</param>
internal sealed record HiddenResultsDocument(
    string Poll, string Question, string Kind, string State, bool Final, bool Hidden, ResultVisibility Visibility, string Reason, long Counted, DateTimeOffset AsOf)
{
    public static HiddenResultsDocument Of(PollTally tally) => new(
        tally.Poll, tally.Question, tally.Kind, tally.State, tally.IsFinal, true, tally.Visibility, tally.Visibility.Reason(), tally.Counted, tally.AsOf);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ResultsDocument))]
[JsonSerializable(typeof(HiddenResultsDocument))]
internal sealed partial class ResultsJson : JsonSerializerContext;
