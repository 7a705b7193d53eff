using System.Diagnostics;

namespace Script.Tests;

/// <summary>Runs lines of bash with the script's own functions, in a state folder of the test's own.</summary>
internal sealed class Shell : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("voting-script-");

    /// <summary>The root of the clone.</summary>
    public static string Root { get; } = FindRoot();

    public string Folder => _folder.FullName;

    /// <summary>What <paramref name="lines"/> write and the exit code they end with. <c>STATE</c>, <c>CACHE</c> and <c>PATH</c> are as a fresh clone's unless the lines set them.</summary>
    public async Task<(string Output, int ExitCode)> RunAsync(string lines)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-c", $"""
            set -euo pipefail
            ROOT='{Root}'
            cd "$ROOT"
            . scripts/machine.sh
            . scripts/progress.sh
            . scripts/ports.sh
            . scripts/test.sh
            . scripts/up.sh
            STATE='{Folder}' CACHE='{Folder}/cache' URLS='{Folder}/urls'
            {lines}
            """])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var shell = Process.Start(start)!;
        shell.StandardInput.Close();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            var output = shell.StandardOutput.ReadToEndAsync(deadline.Token);
            var errors = shell.StandardError.ReadToEndAsync(deadline.Token);
            await shell.WaitForExitAsync(deadline.Token);
            return (await output + await errors, shell.ExitCode);
        }
        finally
        {
            if (!shell.HasExited)
            {
                shell.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>Writes a file into the test's folder.</summary>
    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);

    public void Dispose() => _folder.Delete(recursive: true);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Voting.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Voting.sln is in no folder above the tests.");
        }

        return folder.FullName;
    }
}
