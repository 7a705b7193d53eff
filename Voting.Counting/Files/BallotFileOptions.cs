namespace Voting.Counting.Files;

/// <summary>How a file is read.</summary>
public sealed record BallotFileOptions
{
    /// <summary>The format; null finds it from the content.</summary>
    public BallotFormat? Format { get; init; }

    /// <summary>True: a row of ballots that cannot be read is refused with its reason and reading goes on. False: it makes the file a broken one.</summary>
    public bool RefuseRows { get; init; }

    /// <summary>The names of the options in order, for formats that do not list them (cast vote records). A mark for another name is then an error.</summary>
    public IReadOnlyList<string>? OptionNames { get; init; }

    /// <summary>Cast vote records: the columns of the ranks in order; null takes every column that is named like <c>rank1</c>, <c>Choice 2</c> or <c>3rd choice</c>.</summary>
    public IReadOnlyList<string>? RankColumns { get; init; }

    /// <summary>Cast vote records: the column that says how many like ballots a row stands for; null takes <c>count</c> if there is one. Without it a row is one ballot.</summary>
    public string? CountColumn { get; init; }

    /// <summary>Cast vote records: cells that mean that the rank was left empty, besides an empty cell. Case does not matter.</summary>
    public IReadOnlyList<string> SkippedWords { get; init; } = ["skipped", "undervote", "blank"];

    /// <summary>Cast vote records: cells that mean several marks that are not recorded. Case does not matter.</summary>
    public IReadOnlyList<string> OvervoteWords { get; init; } = ["overvote"];

    /// <summary>Cast vote records: what separates several marks in one cell; null when a cell is one name.</summary>
    public string? MarkSeparator { get; init; }

    /// <summary>Scores: the lowest score.</summary>
    public int LowestScore { get; init; }

    /// <summary>Scores: the highest score.</summary>
    public int HighestScore { get; init; } = 5;
}
