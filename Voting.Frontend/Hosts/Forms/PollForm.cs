using Voting.Contracts.Polls;
using Voting.Frontend.Hosts.Texts;
using Poll = Voting.Frontend.Api.Poll;

namespace Voting.Frontend.Hosts.Forms;

/// <summary>A poll as a host filled it in, valid or not: nothing that was typed is dropped.</summary>
public sealed record PollForm
{
    public string Question { get; init; } = "";

    public string Description { get; init; } = "";

    /// <summary>One option a line.</summary>
    public string Options { get; init; } = "";

    public string Kind { get; init; } = "single";

    /// <summary>The counting method chosen for each kind that has several.</summary>
    public IReadOnlyDictionary<string, string> Methods { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public string Seats { get; init; } = "";

    public string WinningShare { get; init; } = "";

    public string Quorum { get; init; } = "";

    /// <summary>Empty: what the method does without a rule.</summary>
    public string TieBreak { get; init; } = "";

    public string MinChoices { get; init; } = "";

    public string MaxChoices { get; init; } = "";

    public string MaxScore { get; init; } = "";

    public bool Abstain { get; init; }

    public string Visibility { get; init; } = "live";

    public bool Listed { get; init; } = true;

    public string Voters { get; init; } = "link";

    /// <summary>A vote cannot be changed; asked for with voting codes alone.</summary>
    public bool FirstStays { get; init; }

    public string OpensAt { get; init; } = "";

    public string ClosesAt { get; init; } = "";

    public string Zone { get; init; } = TimeZones.Utc;

    /// <summary>The zone was named by the host, and is not to be replaced by the browser's.</summary>
    public bool HasZone { get; init; }

    public bool HasTimes => OpensAt.Length + ClosesAt.Length > 0;

    public string? MethodOf(string kind) => Methods.GetValueOrDefault(kind);

    /// <summary>The fields that show <paramref name="poll"/>, times in <paramref name="zone"/>.</summary>
    public static PollForm Of(Poll poll, string? zone) => new()
    {
        Question = poll.Question,
        Description = poll.Description ?? "",
        Options = string.Join('\n', poll.Options.Select(option => option.Label)),
        Kind = poll.Kind,
        Methods = poll.Method is { } method ? new Dictionary<string, string>(StringComparer.Ordinal) { [poll.Kind] = method } : [],
        Seats = poll.Seats > 1 ? Number(poll.Seats) : "",
        WinningShare = poll.WinningShare ?? "",
        Quorum = Number(poll.Quorum),
        TieBreak = poll.HasOwnTieBreak ? poll.TieBreak! : "",
        MinChoices = poll.Kind == "multiple" ? Number(poll.MinChoices) : "",
        MaxChoices = poll.Kind == "multiple" && poll.MaxChoices < poll.Options.Count ? Number(poll.MaxChoices) : "",
        MaxScore = Number(poll.MaxScore),
        Abstain = poll.AllowAbstain,
        Visibility = poll.Visibility,
        Listed = poll.Listed,
        Voters = poll.Voters,
        FirstStays = !poll.IsChangeAllowed,
        Zone = TimeZones.Known(zone),
        // Times that stand in the form belong to its zone.
        HasZone = zone is not null || poll.OpensAt is not null || poll.ClosesAt is not null,
        OpensAt = TimeZones.Write(poll.OpensAt, TimeZones.Known(zone)),
        ClosesAt = TimeZones.Write(poll.ClosesAt, TimeZones.Known(zone)),
    };

    /// <summary>What was typed.</summary>
    public static PollForm Read(IFormCollection form)
    {
        return new()
        {
            Question = Text(PollFields.Question),
            Description = Text(PollFields.Description),
            Options = Text(PollFields.Options),
            Kind = KindText.All.Any(kind => kind.Name == Text(PollFields.Kind)) ? Text(PollFields.Kind) : "single",
            Methods = KindText.All.Where(kind => form.ContainsKey(PollFields.MethodOf(kind.Name)))
                .ToDictionary(kind => kind.Name, kind => Text(PollFields.MethodOf(kind.Name)), StringComparer.Ordinal),
            Seats = Text(PollFields.Seats).Trim(),
            WinningShare = Known(RuleText.WinningShares, PollFields.WinningShare),
            Quorum = Text(PollFields.Quorum).Trim(),
            TieBreak = Known(RuleText.TieBreaks, PollFields.TieBreak),
            MinChoices = Text(PollFields.MinChoices).Trim(),
            MaxChoices = Text(PollFields.MaxChoices).Trim(),
            MaxScore = Text(PollFields.MaxScore).Trim(),
            Abstain = form.ContainsKey(PollFields.Abstain),
            Visibility = VisibilityText.All.Any(text => text.Name == Text(PollFields.Visibility)) ? Text(PollFields.Visibility) : "live",
            Listed = form.ContainsKey(PollFields.Listed),
            Voters = AdmissionText.All.Any(text => text.Name == Text(PollFields.Voters)) ? Text(PollFields.Voters) : "link",
            FirstStays = form.ContainsKey(PollFields.FirstStays),
            OpensAt = Text(PollFields.OpensAt).Trim(),
            ClosesAt = Text(PollFields.ClosesAt).Trim(),
            Zone = TimeZones.Known(Text(PollFields.Zone)),
            HasZone = true,
        };

        string Known(IEnumerable<(string Name, string Title)> choices, string field) => choices.Any(choice => choice.Name == Text(field)) ? Text(field) : "";

        string Text(string field) => form[field].ToString();
    }

    private static string Number(int? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
