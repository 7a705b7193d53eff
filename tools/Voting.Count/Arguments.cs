using System.Globalization;
using Voting.Counting;
using Voting.Counting.Files;

namespace Voting.Count;

/// <summary>What the command line asks for.</summary>
internal sealed record Arguments
{
    public const string Usage = """
        usage: ./voting count FILE… [options]

          --method M[,M]     only these methods: plurality approval irv scottish-stv meek-stv pairwise schulze
                             ranked-pairs borda score score-mean median star; add /VARIANT for one variant, as in irv/batch
          --seats N          seats, where the file does not say or says otherwise
          --json DIR         write DIR/ID.json for each file with every method and variant that fits
          --lot SEED         settle ties that earlier rounds leave open by lot with this seed, not by the list
          --options FILE     names of the options in order, one a line (cast vote records)
          --columns A,B,C    the columns of the ranks in order (cast vote records)
          --count-column A   the column with the number of like ballots (cast vote records)
          --separator S      what separates several marks in one cell (cast vote records)
          --max-score N      the highest score (score files; default 5)
          --refuse           report rows that cannot be read and go on; without it they stop the count of the file
          --time             say how long reading and counting took and the memory used
        """;

    public List<string> Files { get; } = [];

    public IReadOnlySet<string> Methods { get; private set; } = new HashSet<string>(StringComparer.Ordinal);

    public int? Seats { get; private set; }

    public string? Json { get; private set; }

    public string? Lot { get; private set; }

    public bool Time { get; private set; }

    public BallotFileOptions Reading { get; private set; } = new();

    /// <exception cref="UsageException">The command line cannot be understood.</exception>
    public static Arguments Parse(IReadOnlyList<string> args)
    {
        var parsed = new Arguments();
        for (var i = 0; i < args.Count; i++)
        {
            string Value() => ++i < args.Count ? args[i] : throw new UsageException($"{args[i - 1]} needs a value");
            switch (args[i])
            {
                case "--method":
                    parsed.Methods = Value().Split(',').ToHashSet(StringComparer.Ordinal);
                    if (parsed.Methods.FirstOrDefault(method => !FittingCounts.MethodNames.Contains(method.Split('/')[0])) is { } unknown)
                    {
                        throw new UsageException($"there is no method '{unknown}'");
                    }

                    break;
                case "--seats": parsed.Seats = Number("--seats", Value()); break;
                case "--json": parsed.Json = Value(); break;
                case "--lot": parsed.Lot = Value(); break;
                case "--options": parsed.Reading = parsed.Reading with { OptionNames = [.. File.ReadAllLines(Value()).Where(line => line.Length > 0)] }; break;
                case "--columns": parsed.Reading = parsed.Reading with { RankColumns = Value().Split(',') }; break;
                case "--count-column": parsed.Reading = parsed.Reading with { CountColumn = Value() }; break;
                case "--separator": parsed.Reading = parsed.Reading with { MarkSeparator = Value() }; break;
                case "--max-score": parsed.Reading = parsed.Reading with { HighestScore = Number("--max-score", Value()) }; break;
                case "--refuse": parsed.Reading = parsed.Reading with { RefuseRows = true }; break;
                case "--time": parsed.Time = true; break;
                case ['-', '-', ..]: throw new UsageException($"there is no option {args[i]}");
                default: parsed.Files.Add(args[i]); break;
            }
        }
        return parsed.Files.Count > 0 ? parsed : throw new UsageException("name at least one file");
    }

    private static int Number(string option, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= Ranking.MaxOptions
            ? number
            : throw new UsageException($"{option} needs a whole number from 1");
}

/// <summary>The command line or a wish for a file cannot be met; the message says why.</summary>
internal sealed class UsageException(string message) : Exception(message);
