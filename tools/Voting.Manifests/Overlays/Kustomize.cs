using System.ComponentModel;
using System.Diagnostics;

namespace Voting.Manifests.Overlays;

/// <summary>Renders an overlay to flat YAML by <c>kubectl kustomize</c>: what <c>kubectl apply -k</c> would send.</summary>
internal static class Kustomize
{
    private const string Needed = "kubectl 1.30 or later renders the overlays: https://kubernetes.io/docs/tasks/tools/";

    /// <param name="folder">A folder with a kustomization.yaml.</param>
    /// <param name="program">The kubectl to run, by name or path.</param>
    /// <exception cref="ManifestException">kubectl is missing, or refuses the folder; the message says which.</exception>
    public static string Build(string folder, string program = "kubectl")
    {
        using var process = Start(new(program, ["kustomize", folder]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false });
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode is 0 ? output : throw new ManifestException($"{folder}: {errors.Result.Trim()} ({Needed})");
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new ManifestException($"{start.FileName} is missing; {Needed}");
        }
    }
}
