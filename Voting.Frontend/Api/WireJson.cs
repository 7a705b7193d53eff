using System.Text.Json;
using System.Text.Json.Serialization;

namespace Voting.Frontend.Api;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<Poll>))]
[JsonSerializable(typeof(Poll))]
[JsonSerializable(typeof(Ballot))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(BallotOutcome))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class WireJson : JsonSerializerContext;

/// <summary>The part of a ProblemDetails that a voter can use.</summary>
internal sealed record Problem(string? Title, string? Detail, IReadOnlyDictionary<string, string[]>? Errors);
