using System.Text.Json;
using System.Text.Json.Serialization;

namespace Voting.Contracts.Polls;

/// <summary>Who may vote in a poll, and what tells one voter from another.</summary>
[JsonConverter(typeof(VoterAdmissionConverter))]
public enum VoterAdmission
{
    /// <summary>Anyone who has the link; a secret that the voter's own client keeps makes it one voter.</summary>
    Link,

    /// <summary>Who has one of the poll's voting codes (<see cref="VotingCode"/>); the code is the voter.</summary>
    Codes,
}

/// <summary>Admissions in lower case, as in every contract.</summary>
public sealed class VoterAdmissionConverter() : JsonStringEnumConverter<VoterAdmission>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
