using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
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

    public static ReadOnlyMemory<byte> ToEvent(PollTally tally) =>
        ServerSentEvent.Of(JsonSerializer.Serialize(Of(tally), ResultsJson.Default.ResultsDocument));
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ResultsDocument))]
internal sealed partial class ResultsJson : JsonSerializerContext;
