namespace Voting.Count.Import;

/// <summary>What the command line of an import asks for: where the poll goes and what it is; the rest says how the file is read, as for a count.</summary>
internal sealed record ImportArguments(Uri Api, string? Key, string? Id, string? Question, string? Kind, string? Method, string File, Arguments Reading)
{
    public const string Usage = """
        usage: ./voting import FILE --api ADDRESS [options]

          --api ADDRESS      the system that takes the poll, such as http://localhost:8000
          --id ID            the poll's id; without it one is made up
          --question TEXT    the question; without it the title of the file
          --kind K           ranking, or single, multiple, approval where a ballot's first rank has what was chosen
          --method M         instant-runoff, single-transferable-vote, schulze, ranked-pairs, borda; mean-score, star, median
          --seats N          seats, where the file does not say or says otherwise
          and --options, --columns, --count-column, --separator, --max-score as for ./voting count

        The variable ADMINISTRATOR_KEY has the administrator key, where not everybody may make polls.
        """;

    /// <exception cref="UsageException">The command line cannot be understood.</exception>
    public static ImportArguments Parse(IReadOnlyList<string> args)
    {
        var own = new Dictionary<string, string?>(StringComparer.Ordinal) { ["--api"] = null, ["--id"] = null, ["--question"] = null, ["--kind"] = null, ["--method"] = null };
        var rest = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            if (!own.ContainsKey(args[i]))
            {
                rest.Add(args[i]);
                continue;
            }

            own[args[i]] = i + 1 < args.Count ? args[i + 1] : throw new UsageException($"{args[i]} needs a value");
            i++;
        }

        var reading = Arguments.Parse([.. rest, "--refuse"]);
        return reading.Files is not [var file] ? throw new UsageException("name one file")
            : Uri.TryCreate(own["--api"], UriKind.Absolute, out var api) && api.Scheme is "http" or "https"
                ? new(api, Environment.GetEnvironmentVariable("ADMINISTRATOR_KEY"), own["--id"], own["--question"], own["--kind"], own["--method"], file, reading)
                : throw new UsageException("name the system: --api http://localhost:8000");
    }
}
