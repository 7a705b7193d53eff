using System.Text.Json.Serialization;
using Voting.Frontend.Ballots;

namespace Voting.Frontend.Voters;

/// <summary>A ballot that was answered with 202.</summary>
/// <param name="Filled">What it said; null where that was too long to keep.</param>
public sealed record CastBallot(Guid Ballot, FilledBallot? Filled, DateTimeOffset AcceptedAt);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(CastBallot))]
internal sealed partial class BallotCookieJson : JsonSerializerContext;
