using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Voting.Counting.Files;

namespace Voting.Count;

/// <summary>Reads, counts and reports each file of a command line.</summary>
internal sealed class CountFiles(Arguments arguments, TextWriter output, TextWriter errors)
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>The exit code: 0, or 1 when a file could not be counted.</returns>
    public int Run()
    {
        var code = 0;
        foreach (var path in arguments.Files)
        {
            try
            {
                CountFile(path);
            }
            catch (Exception problem) when (problem is BallotFileException or IOException or UnauthorizedAccessException or InvalidDataException or UsageException)
            {
                errors.WriteLine($"{path}: {problem.Message}");
                code = 1;
            }
        }
        return code;
    }

    private void CountFile(string path)
    {
        var clock = Stopwatch.StartNew();
        var election = new Election(path, Read(path, arguments.Reading), arguments);
        Time("read", clock);
        if (arguments.Json is null)
        {
            TellFile(path, election);
        }

        var counted = new List<Counted>();
        foreach (var (name, count) in FittingCounts.Of(election).Where(item => Wanted(item.Name)))
        {
            clock.Restart();
            counted.Add(count());
            Time(name, clock);
            if (arguments.Json is null)
            {
                Tell(counted[^1]);
            }
        }
        if (counted.Count == 0)
        {
            throw new UsageException("no method that was asked for fits this file");
        }

        if (arguments.Json is { } folder)
        {
            WriteJson(folder, path, election, counted);
        }

        if (arguments.Time)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"most memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576} MB"));
        }
    }

    /// <exception cref="BallotFileException">The file is broken.</exception>
    public static BallotFile Read(string path, BallotFileOptions reading)
    {
        using var file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var text = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
        return BallotFileReader.Read(text, reading);
    }

    private bool Wanted(string name) => arguments.Methods.Count == 0 || arguments.Methods.Contains(name) || arguments.Methods.Contains(name.Split('/')[0]);

    private void Time(string what, Stopwatch clock)
    {
        if (arguments.Time)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} took {clock.Elapsed.TotalSeconds:0.000} s"));
        }
    }

    private void TellFile(string path, Election election)
    {
        var file = election.File;
        output.WriteLine(file.Title.Length > 0 ? $"{path}: {file.Title}" : path);
        var ballots = file.Rankings?.Total ?? file.Scores?.Total ?? file.Choices?.Ballots;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file.Options.Count} options, {election.Seats} seat{(election.Seats == 1 ? "" : "s")}, {ballots?.ToString(CultureInfo.InvariantCulture) ?? "unknown"} ballots"));
        if (file.Rankings is { Withdrawn.Count: > 0 } rankings)
        {
            output.WriteLine($"withdrawn: {Words.List(election, rankings.Withdrawn)}");
        }

        if (file.RefusedCount == 0)
        {
            return;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file.RefusedCount} rows refused"));
        foreach (var row in file.Refused)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  line {row.Line}: {row.Reason}"));
        }
    }

    private void Tell(Counted counted)
    {
        output.WriteLine();
        output.WriteLine(counted.Name);
        counted.Tell(output);
    }

    private void WriteJson(string folder, string path, Election election, List<Counted> counts)
    {
        Directory.CreateDirectory(folder);
        var to = Path.Combine(folder, election.Id + ".json");
        using (var file = File.Create(to))
        using (var json = new Utf8JsonWriter(file, Indented))
        {
            PackForm.Write(json, path, election, counts);
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{to}: {counts.Count} counts"));
    }
}
