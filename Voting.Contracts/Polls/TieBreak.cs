using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Voting.Contracts.Polls;

/// <summary>
/// The tie-break rule of a poll: who is chosen among options that are level. Where a method has rounds, the most recent earlier round in
/// which they differ decides first, whatever the rule is.
/// </summary>
[JsonConverter(typeof(TieBreakConverter))]
public enum TieBreak
{
    /// <summary>A tie stays a tie.</summary>
    Open,

    /// <summary>The option that the poll lists first is chosen.</summary>
    List,

    /// <summary>A lot whose seed is published with the poll (<see cref="PollDefinition.TieSeed"/>), so that anyone can draw it again.</summary>
    Lot,
}

/// <summary>Rules in lower case, as in every contract.</summary>
public sealed class TieBreakConverter() : JsonStringEnumConverter<TieBreak>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

/// <summary>What an option needs to win, beyond having most votes: a share of the ballots that name an option.</summary>
[JsonConverter(typeof(WinningShareConverter))]
public enum WinningShare
{
    /// <summary>More than half.</summary>
    Majority,

    /// <summary>At least two thirds.</summary>
    TwoThirds,
}

/// <summary>Shares in lower case with hyphens, as in every contract.</summary>
public sealed class WinningShareConverter() : JsonStringEnumConverter<WinningShare>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

/// <summary>Seeds of lots.</summary>
public static class TieSeeds
{
    private const int Bytes = 16;

    /// <summary>The poll with the seed that its tie-break rule needs: the one it had <paramref name="before"/>, or a new one that nobody can foresee.</summary>
    public static PollDefinition WithTieSeed(this PollDefinition poll, PollDefinition? before = null)
    {
        ArgumentNullException.ThrowIfNull(poll);
        return poll with { TieSeed = poll.TiesGoBy is TieBreak.Lot ? before?.TieSeed ?? RandomNumberGenerator.GetHexString(2 * Bytes, lowercase: true) : null };
    }
}
