namespace Voting.Counting;

/// <summary>What had to be chosen among tied options.</summary>
public enum TieAbout
{
    /// <summary>Who leaves the count.</summary>
    Exclusion,

    /// <summary>Whose surplus is transferred first.</summary>
    Surplus,

    /// <summary>Who wins or takes the last seat.</summary>
    Winner,
}

/// <summary>A tie that came up in a count and how it was settled.</summary>
/// <param name="Round">The round, counted from 1.</param>
/// <param name="About">What was to be chosen.</param>
/// <param name="Tied">The tied options, ascending.</param>
/// <param name="Chosen">The option that was chosen; null when the rule leaves the tie open.</param>
/// <param name="By">The step that settled it.</param>
public sealed record Tie(int Round, TieAbout About, IReadOnlyList<int> Tied, int? Chosen, TieStep? By);
