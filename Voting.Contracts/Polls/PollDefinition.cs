using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Voting.Contracts.Polls;

/// <summary>What a ballot of the poll looks like.</summary>
public enum PollKind
{
    /// <summary>Exactly one option.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "The field's term for such a ballot, and the word in every contract.")]
    Single,

    /// <summary>Between <see cref="PollDefinition.MinChoices"/> and <see cref="PollDefinition.MaxChoices"/> options.</summary>
    Multiple,

    /// <summary>Any number of options, at least one.</summary>
    Approval,

    /// <summary>Options in order, best first; not all need be ranked.</summary>
    Ranking,

    /// <summary>A score from 0 to <see cref="PollDefinition.MaxScore"/> for each option named.</summary>
    Score,
}

/// <summary>One thing to vote for.</summary>
/// <param name="Id"><c>[a-z0-9-]</c>, 1 to 40 characters, unique in its poll.</param>
/// <param name="Label">What people read, in canonical form (<see cref="PollText"/>); 1 to 300 code points.</param>
public sealed record PollOption(string Id, string Label);

/// <summary>A poll as its host defines it, checked by <see cref="PollRules.Define"/>. The stream, the ledger and the outbox keep it as JSON (<see cref="PollJson"/>).</summary>
/// <param name="Id"><c>[a-z0-9-]</c>, 1 to 40 characters.</param>
/// <param name="Question">In canonical form; 1 to 500 code points.</param>
/// <param name="Kind">What a ballot looks like.</param>
/// <param name="Options">2 to 100.</param>
/// <param name="MinChoices">Fewest options that a ballot names.</param>
/// <param name="MaxChoices">Most options that a ballot names.</param>
/// <param name="MaxScore">Highest score, in score polls only.</param>
/// <param name="AllowAbstain">Whether a ballot without a choice is taken.</param>
/// <param name="OpensAt">Whole second in UTC; null: open from the start.</param>
/// <param name="ClosesAt">Whole second in UTC; null: open until it is closed by hand.</param>
/// <param name="Version">Counts changes, from 1.</param>
/// <param name="VoterKey">Fingerprint of the key under which this poll's voters are hashed, from its first version to its last; null in polls from before there were several keys.</param>
/// <param name="Method">Null: the default of the kind (<see cref="CountedBy"/>); the default itself is never written, so that definitions from before methods could be named mean what they meant.</param>
/// <param name="Seats">How many options win; null: one.</param>
/// <param name="Description">What the question needs to be understood, in lines; null: nothing.</param>
/// <param name="Visibility">Who sees the results, and when; null: everyone, live.</param>
/// <param name="Listed">False: only who has the link or the join code finds the poll; null: it stands in lists.</param>
/// <param name="JoinCode">What a voter types to come to the poll (<see cref="Polls.JoinCode"/>); null in polls from before there were codes.</param>
/// <param name="Voters">Who may vote; null: anyone who has the link.</param>
/// <param name="AllowChange">False: the first ballot of a voting code stays; null: it may be changed until the poll closes.</param>
/// <param name="TieBreak">Null: the default of the method (<see cref="TiesGoBy"/>), which is never written.</param>
/// <param name="TieSeed">The published seed of the lot (SHA-256 of <c>seed:k</c> orders the options, <c>docs/counting.md</c>); null where no lot is drawn.</param>
/// <param name="WinningShare">What an option needs to win; null: most votes.</param>
/// <param name="Quorum">Ballots, abstentions among them, without which the poll decides nothing; null: none.</param>
public sealed record PollDefinition(
    string Id,
    string Question,
    PollKind Kind,
    IReadOnlyList<PollOption> Options,
    int MinChoices,
    int MaxChoices,
    int? MaxScore,
    bool AllowAbstain,
    DateTimeOffset? OpensAt,
    DateTimeOffset? ClosesAt,
    int Version,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? VoterKey = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CountingMethod? Method = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Seats = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Description = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ResultVisibility? Visibility = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Listed = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? JoinCode = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] VoterAdmission? Voters = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? AllowChange = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TieBreak? TieBreak = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TieSeed = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] WinningShare? WinningShare = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Quorum = null)
{
    /// <summary>The method that decides the poll.</summary>
    [JsonIgnore]
    public CountingMethod CountedBy => Method ?? CountingRules.MethodsOf(Kind)[0];

    /// <summary>How many options win.</summary>
    [JsonIgnore]
    public int SeatCount => Seats ?? 1;

    /// <summary>The tie-break rule.</summary>
    [JsonIgnore]
    public TieBreak TiesGoBy => TieBreak ?? CountingRules.TieBreakOf(CountedBy);

    /// <summary>Who sees the results, and when.</summary>
    [JsonIgnore]
    public ResultVisibility ShownTo => Visibility ?? ResultVisibility.Live;

    /// <summary>Whether the poll stands in lists.</summary>
    [JsonIgnore]
    public bool IsListed => Listed ?? true;

    /// <summary>Who may vote.</summary>
    [JsonIgnore]
    public VoterAdmission Admits => Voters ?? VoterAdmission.Link;

    /// <summary>Whether a voter may replace the ballot until the poll closes.</summary>
    [JsonIgnore]
    public bool IsChangeAllowed => AllowChange ?? true;

    /// <summary>Whether the poll has an option of this id.</summary>
    public bool Offers(string? option)
    {
        foreach (var known in Options)
        {
            if (string.Equals(known.Id, option, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether <paramref name="next"/> leaves the meaning of ballots already cast for this definition, and what decides between them, as it was.</summary>
    public bool MeansTheSameAs(PollDefinition next)
        => Question == next.Question && Kind == next.Kind && Options.SequenceEqual(next.Options)
            && MinChoices == next.MinChoices && MaxChoices == next.MaxChoices && MaxScore == next.MaxScore && AllowAbstain == next.AllowAbstain
            && CountedBy == next.CountedBy && SeatCount == next.SeatCount
            && TiesGoBy == next.TiesGoBy && WinningShare == next.WinningShare && Quorum == next.Quorum
            // Who voted was told who would see the result.
            && Description == next.Description && ShownTo == next.ShownTo
            && Admits == next.Admits && IsChangeAllowed == next.IsChangeAllowed;
}
