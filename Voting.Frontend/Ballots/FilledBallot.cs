namespace Voting.Frontend.Ballots;

/// <summary>A ballot paper as the voter filled it in, valid or not.</summary>
/// <param name="Choices">Options ticked.</param>
/// <param name="Marks">Place or score written beside an option.</param>
/// <param name="Abstain">The voter abstained.</param>
public sealed record FilledBallot(IReadOnlyList<string> Choices, IReadOnlyDictionary<string, int> Marks, bool Abstain = false)
{
    public static FilledBallot Blank { get; } = new([], new Dictionary<string, int>(StringComparer.Ordinal));

    public bool Ticks(string option) => Choices.Contains(option, StringComparer.Ordinal);

    public int? MarkOf(string option) => Marks.TryGetValue(option, out var mark) ? mark : null;

    /// <summary>Options with a place, best first.</summary>
    public IEnumerable<string> Ranking => Marks.OrderBy(mark => mark.Value).Select(mark => mark.Key);
}
