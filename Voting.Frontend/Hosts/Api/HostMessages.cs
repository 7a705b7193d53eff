using System.Text.Json.Serialization;
using Voting.Contracts.Hosts;
using Voting.Contracts.Polls;
using Voting.Contracts.Results;

namespace Voting.Frontend.Hosts.Api;

/// <summary>The result so far, or the final one.</summary>
public sealed record PollResults(
    string State, bool Final, long Counted, long Superseded, long Rejected, long Abstained, IReadOnlyList<OptionResult> Options, PollCount? Count = null);

/// <param name="Ballots">Current ballots that name the option; in a ranking, that put it first.</param>
/// <param name="Score">Sum of scores, only in score polls.</param>
public sealed record OptionResult(string Id, string Label, long Ballots, long? Score);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(PollKindConverter)])]
[JsonSerializable(typeof(IReadOnlyList<AuditEntry>))]
[JsonSerializable(typeof(PollResults))]
[JsonSerializable(typeof(PollDraft))]
[JsonSerializable(typeof(ArchiveRequest))]
[JsonSerializable(typeof(AddCodesRequest))]
[JsonSerializable(typeof(RevokeCodesRequest))]
[JsonSerializable(typeof(NewCodes))]
[JsonSerializable(typeof(RevokedCodes))]
[JsonSerializable(typeof(CodeCounts))]
internal sealed partial class HostJson : JsonSerializerContext;
