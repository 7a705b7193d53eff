using System.ComponentModel;
using System.Diagnostics;

namespace Manifests.Tests;

/// <summary>A program of this machine; one that is missing fails the test with the way to get it.</summary>
internal static class Tool
{
    /// <summary>Runs to the end and gives the standard output; any exit code but 0 fails the test with what the program said.</summary>
    public static string Run(string program, string ifMissing, IEnumerable<string> arguments, string? folder = null, IEnumerable<KeyValuePair<string, string>>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = folder ?? "" };
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        using var process = Start(start, ifMissing);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode is 0, $"{program} {string.Join(' ', start.ArgumentList.Take(8))} ended with {process.ExitCode}: {errors.Result}{output}");
        return output;
    }

    private static Process Start(ProcessStartInfo start, string ifMissing)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"{start.FileName} is missing; {ifMissing}", e);
        }
    }
}
