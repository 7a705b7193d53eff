using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Aspire.Hosting.Orchestration;

/// <summary>A program of this machine that stands in for an image.</summary>
internal static partial class MachineProgram
{
    /// <summary>The program from one of some folders or the PATH; throws, naming the remedy, where it is missing or older than needed.</summary>
    public static async Task<string> FindAsync(string name, IEnumerable<string> folders, int oldest, string remedy, CancellationToken cancellationToken)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        var program = folders.Concat(path).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new DistributedApplicationException($"'{name}' is not installed. Install it: {remedy}");
        var (code, output) = await RunAsync(new ProcessStartInfo(program) { ArgumentList = { "--version" } }, cancellationToken);
        var version = Version().Match(output);
        return code == 0 && version.Success && int.Parse(version.ValueSpan, CultureInfo.InvariantCulture) >= oldest
            ? program
            : throw new DistributedApplicationException($"'{program}' is too old or does not run here ({output.Trim()}); version {oldest} or later is needed. Install it: {remedy}");
    }

    /// <summary>Runs a program to its end: its exit code, and all it wrote.</summary>
    public static async Task<(int Code, string Output)> RunAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.UseShellExecute = false;
        try
        {
            using var process = Process.Start(start)!;
            var outputs = Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, string.Concat(await outputs));
        }
        catch (System.ComponentModel.Win32Exception unusable)
        {
            return (-1, unusable.Message);
        }
    }

    /// <summary>Writes a file that nobody but its owner can read, not even for a moment.</summary>
    public static async Task WriteSecretAsync(string path, string content, CancellationToken cancellationToken)
    {
        File.Delete(path);
        await using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        await using var writer = new StreamWriter(file);
        await writer.WriteAsync(content.AsMemory(), cancellationToken);
    }

    /// <summary>Starts a server only once its predecessor has left the data folder: the lock is held by the server itself, and ends with it.</summary>
    public static Launch WithLock(string dataFolder, string shown, IEnumerable<string> command)
        => new("flock", ["--no-fork", "--wait", "20", $"{dataFolder.TrimEnd('/')}.lock", .. command], "/", shown);

    [GeneratedRegex(@"(?<=[ =v])\d+(?=\.)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Version();
}
