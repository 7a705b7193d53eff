namespace Aspire.Hosting.Orchestration;

/// <summary>A program of this machine that stands in for an image, and its major version.</summary>
internal sealed partial record MachineProgram(string Path, int Version)
{
    /// <summary>Every such program in some folders that is new enough, in their order; throws, naming the remedy, where there is none.</summary>
    public static async Task<IReadOnlyList<MachineProgram>> FindAsync(
        string name, IEnumerable<string> folders, int oldest, string remedy, CancellationToken cancellationToken)
    {
        List<MachineProgram> found = [];
        List<string> unusable = [];
        foreach (var file in folders.Select(folder => System.IO.Path.Combine(folder, name)).Where(File.Exists).Distinct())
        {
            var (code, output) = await RunAsync(new ProcessStartInfo(file, ["--version"]), cancellationToken);
            var number = Number().Match(output);
            if (code == 0 && number.Success && int.Parse(number.ValueSpan, CultureInfo.InvariantCulture) is var major && major >= oldest)
                found.Add(new(file, major));
            else
                unusable.Add($"'{file}' is too old or does not run here ({output.Trim()}); version {oldest} or later is needed.");
        }

        var problem = unusable.Count > 0 ? string.Join(' ', unusable) : $"'{name}' is not installed.";
        return found.Count > 0 ? found
            : throw new DistributedApplicationException($"{problem} Install it: {remedy}. Then start this resource again.");
    }

    /// <summary>Runs a program to its end, or kills it: its exit code, and all it wrote; -1 where it is no program of this machine.</summary>
    public static async Task<(int Code, string Output)> RunAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.UseShellExecute = false;
        try
        {
            using var process = Process.Start(start)!;
            await using var end = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
            StreamReader[] streams = [process.StandardOutput, process.StandardError];
            var outputs = await Task.WhenAll(streams.Select(stream => stream.ReadToEndAsync(CancellationToken.None)));
            await process.WaitForExitAsync(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return (process.ExitCode, string.Concat(outputs));
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
        await using var file = PrivateFile.Open(path, FileMode.CreateNew);
        await using var writer = new StreamWriter(file);
        await writer.WriteAsync(content.AsMemory(), cancellationToken);
    }

    /// <summary>Starts a server once its predecessor has left the data folder: the lock is held by the server itself, and ends with it.</summary>
    public static async Task<Launch> WithLockAsync(
        LocalServer server, string dataFolder, string shown, IEnumerable<string> command, CancellationToken cancellationToken)
    {
        var path = $"{dataFolder.TrimEnd('/')}.lock";
        for (var waited = Stopwatch.StartNew(); !IsFree(path); await Task.Delay(100, cancellationToken))
        {
            if (waited.Elapsed > server.LockPatience)
            {
                throw new DistributedApplicationException(
                    $"Another process still uses the data folder '{dataFolder}' (see: lslocks | grep {path}). "
                    + "Stop it and start this resource again.");
            }

            if (waited.Elapsed < TimeSpan.FromMilliseconds(100))
                server.Console.Say($"Another process still uses {dataFolder}: waiting for its end.");
        }

        return new("flock", ["--no-fork", "--nonblock", "--verbose", path, .. command], "/", shown);
    }

    // flock(1) and the runtime use the same lock of the kernel.
    private static bool IsFree(string path)
    {
        using var held = PrivateFile.TryLock(path);
        return held is not null;
    }

    [GeneratedRegex(@"(?<=[ =v])\d+(?=\.)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();
}
