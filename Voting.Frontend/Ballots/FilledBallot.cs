using System.Globalization;
using System.Text.Json.Serialization;
using Voting.Frontend.Api;

namespace Voting.Frontend.Ballots;

/// <summary>A ballot as the voter filled it in, valid or not: nothing that was typed is dropped.</summary>
/// <param name="Choices">Options ticked.</param>
/// <param name="Entries">What was written beside an option, by its id.</param>
/// <param name="Abstain">The voter abstained.</param>
public sealed record FilledBallot(IReadOnlyList<string> Choices, IReadOnlyDictionary<string, string> Entries, bool Abstain = false)
{
    public static FilledBallot Blank { get; } = new([], new Dictionary<string, string>(StringComparer.Ordinal));

    public bool Ticks(string option) => Choices.Contains(option, StringComparer.Ordinal);

    public string? EntryOf(string option) => Entries.GetValueOrDefault(option);

    /// <summary>The place or score beside an option; null where there is none or it is no whole number.</summary>
    public int? NumberOf(string option) =>
        int.TryParse(EntryOf(option), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Options with a place, best first.</summary>
    [JsonIgnore]
    public IEnumerable<string> Ranking => Entries.Keys.Where(option => NumberOf(option) is not null).OrderBy(NumberOf);

    /// <summary>The same without what does not count: the fields beside an abstention.</summary>
    public FilledBallot AsSent() => Abstain ? Blank with { Abstain = true } : this;

    /// <summary>As the API takes it. The ballot must have no errors.</summary>
    internal CastBallotRequest ToRequest(Poll poll, string voter, string code) =>
        poll.NeedsCode ? ToRequest(poll, null) with { Code = code } : ToRequest(poll, voter);

    private CastBallotRequest ToRequest(Poll poll, string? voter) => poll.Kind switch
    {
        _ when Abstain => new(voter, Abstain: true),
        "ranking" => new(voter, Ranking: [.. Ranking]),
        "score" => new(voter, Scores: Entries.Keys.ToDictionary(option => option, option => NumberOf(option)!.Value, StringComparer.Ordinal)),
        _ => new(voter, Choices: Choices),
    };
}
