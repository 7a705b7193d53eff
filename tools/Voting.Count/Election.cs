using Voting.Counting;
using Voting.Counting.Files;

namespace Voting.Count;

/// <summary>A file that was read, with what its name and the command line add.</summary>
internal sealed class Election
{
    private static readonly string[] GenericNames = ["ballots", "scores", "totals"];

    public Election(string path, BallotFile file, Arguments arguments)
    {
        Id = IdOf(path);
        File = file;
        Seats = arguments.Seats ?? file.Seats ?? (file.Format == BallotFormat.ApprovalTotals ? PublishedRules.ApprovalSeats(Id) : 1);
        Ties = arguments.Lot is { } seed ? TieRule.Backwards.Then(TieRule.ByLot(seed)) : null;
    }

    /// <summary>The folder's name where the file has a generic one, else the file's name.</summary>
    public string Id { get; }

    public BallotFile File { get; }

    public int Seats { get; }

    /// <summary>The tie rule that the command line asks for; null takes each variant's own.</summary>
    public TieRule? Ties { get; }

    public IReadOnlyList<string> Names => File.Options;

    /// <summary>The option that collects write-ins nobody declared, if there is one.</summary>
    public int? WriteIns => Enumerable.Range(0, Names.Count)
        .Where(option => Names[option].Contains("undeclared", StringComparison.OrdinalIgnoreCase) || Names[option].Equals("UWI", StringComparison.OrdinalIgnoreCase))
        .Select(option => (int?)option).FirstOrDefault();

    public static string IdOf(string path)
    {
        var name = Path.GetFileName(path);
        if (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            name = name[..^3];
        }

        name = Path.GetFileNameWithoutExtension(name);
        var folder = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)));
        return GenericNames.Contains(name, StringComparer.OrdinalIgnoreCase) && !string.IsNullOrEmpty(folder) ? folder : name;
    }
}
