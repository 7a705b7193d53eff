using System.Diagnostics;
using System.Globalization;

namespace Voting.Rehearsal.Engine;

/// <summary>
/// Runs a command inside a container, as its user and with its variables: what exec probes and preStop do.
/// nsenter costs a hundredth of <c>podman exec</c>, and the probes come every few seconds.
/// </summary>
internal sealed class ContainerCommand(Pod pod)
{
    /// <summary>Whether it ended with 0 in time.</summary>
    public async Task<bool> RunAsync(IReadOnlyList<string> command, TimeSpan timeout, CancellationToken ct)
    {
        var start = new ProcessStartInfo(
            "/usr/bin/nsenter",
            [
                "--target", Text(pod.Process), "--mount", "--pid", "--net", "--ipc", "--uts",
                "--setuid", Text(pod.Template.Uid), "--setgid", Text(pod.Template.Gid), "--", .. command,
            ])
        { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        try
        {
            foreach (var variable in (await File.ReadAllTextAsync($"/proc/{Text(pod.Process)}/environ", ct)).Split('\0', StringSplitOptions.RemoveEmptyEntries))
            {
                var equals = variable.IndexOf('=', StringComparison.Ordinal);
                start.Environment[variable[..equals]] = variable[(equals + 1)..];
            }
        }
        catch (IOException)
        {
            return false; // the container has just ended
        }

        using var process = Process.Start(start)!;
        _ = process.StandardOutput.ReadToEndAsync(ct);
        _ = process.StandardError.ReadToEndAsync(ct);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(timeout);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode == 0;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            process.Kill();
            return false;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
