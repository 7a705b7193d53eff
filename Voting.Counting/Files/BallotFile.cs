namespace Voting.Counting.Files;

/// <summary>The formats that can be read.</summary>
public enum BallotFormat
{
    /// <summary>BLT, with the extensions for skipped ranks (<c>-</c>), equal ranks (<c>2=5</c>) and unrecorded overvotes (<c>-=-</c>).</summary>
    Blt,

    /// <summary>Cast vote records as CSV: a row per ballot or per group of like ballots, a column per rank.</summary>
    CvrCsv,

    /// <summary>The tally sheets of Debian votes: <c>V: 1-22</c>.</summary>
    DebianTally,

    /// <summary>PrefLib orders with ties: <c>count: 3,{1,2},4</c>.</summary>
    PrefLib,

    /// <summary>Scores as CSV: names in the header, then a ballot per row.</summary>
    ScoreCsv,

    /// <summary>Approval totals as JSON.</summary>
    ApprovalTotals,
}

/// <summary>A row that was refused and why. Only formats with a ballot per row have such; a broken file is a <see cref="BallotFileException"/>.</summary>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record RefusedRow(int Line, string Reason);

/// <summary>What a ballot file says. Exactly one of <see cref="Rankings"/>, <see cref="Scores"/> and <see cref="Choices"/> is there.</summary>
public sealed record BallotFile
{
    /// <summary>The format that was read.</summary>
    public required BallotFormat Format { get; init; }

    /// <summary>The title; empty when the file has none.</summary>
    public string Title { get; init; } = "";

    /// <summary>The names of the options in the order of their numbers.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>The seats; null when the file does not say.</summary>
    public int? Seats { get; init; }

    /// <summary>Ballots of a ranking.</summary>
    public RankingBallots? Rankings { get; init; }

    /// <summary>Ballots of a score poll.</summary>
    public ScoreBallots? Scores { get; init; }

    /// <summary>Sums of marks.</summary>
    public ChoiceBallots? Choices { get; init; }

    /// <summary>Rows that were refused, when the reader was asked to go on after one; at most the first 1,000 of them are kept.</summary>
    public IReadOnlyList<RefusedRow> Refused { get; init; } = [];

    /// <summary>How many rows were refused.</summary>
    public long RefusedCount { get; init; }
}

/// <summary>A ballot file is broken: where and why.</summary>
public sealed class BallotFileException : FormatException
{
    /// <summary>A broken file.</summary>
    /// <param name="line">The line, counted from 1; 0 when it is the file as a whole.</param>
    /// <param name="reason">What is wrong, for people.</param>
    public BallotFileException(int line, string reason)
        : base(line > 0 ? $"line {line}: {reason}" : reason)
    {
        Line = line;
        Reason = reason;
    }

    /// <summary>The line, counted from 1; 0 when it is the file as a whole.</summary>
    public int Line { get; }

    /// <summary>What is wrong.</summary>
    public string Reason { get; }
}
