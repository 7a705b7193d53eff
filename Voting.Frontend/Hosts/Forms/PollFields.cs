namespace Voting.Frontend.Hosts.Forms;

/// <summary>The names of the fields, which are also the ids of their controls.</summary>
internal static class PollFields
{
    public const string Question = "question";
    public const string Description = "description";
    public const string Options = "options";
    public const string Kind = "kind";
    public const string Seats = "seats";
    public const string WinningShare = "winning-share";
    public const string Quorum = "quorum";
    public const string TieBreak = "tie-break";
    public const string MinChoices = "min-choices";
    public const string MaxChoices = "max-choices";
    public const string MaxScore = "max-score";
    public const string Abstain = "abstain";
    public const string Visibility = "visibility";
    public const string Listed = "listed";
    public const string Voters = "voters";
    public const string FirstStays = "first-vote-stays";
    public const string OpensAt = "opens-at";
    public const string ClosesAt = "closes-at";
    public const string Zone = "zone";
    public const string Action = "action";
    public const string Id = "poll-id";
    public const string Version = "version";

    /// <summary>The method that counts ballots of one kind.</summary>
    public static string MethodOf(string kind) => $"method-{kind}";

    /// <summary>The field of a member that the API names; null where the form has none.</summary>
    public static string? OfMember(string member, string kind) => member switch
    {
        "question" => Question,
        "description" => Description,
        "options" => Options,
        "kind" => Kind,
        "method" => MethodOf(kind),
        "seats" => Seats,
        "winningShare" => WinningShare,
        "quorum" => Quorum,
        "tieBreak" => TieBreak,
        "minChoices" => MinChoices,
        "maxChoices" => MaxChoices,
        "maxScore" => MaxScore,
        "allowAbstain" => Abstain,
        "visibility" => Visibility,
        "listed" => Listed,
        "voters" => Voters,
        "allowChange" => FirstStays,
        "opensAt" => OpensAt,
        "closesAt" => ClosesAt,
        _ when member.StartsWith("options[", StringComparison.Ordinal) => Options,
        _ => null,
    };
}
