using System.ComponentModel.DataAnnotations;

namespace Voting.Api.Ballots;

/// <summary>Section <c>Voter</c>.</summary>
internal sealed class VoterOptions
{
    public const string Section = "Voter";

    /// <summary>The secret under which voters are hashed. All replicas share it; changing it makes every voter a new one.</summary>
    [Required]
    [MinLength(16)]
    public string Key { get; init; } = "";
}
