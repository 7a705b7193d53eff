using System.Diagnostics;
using System.Globalization;

namespace Voting.Rehearsal.Engine;

/// <summary>The rehearsal's own podman (scripts/rehearsal/engine.sh).</summary>
internal sealed class Podman(string program)
{
    public const string Network = "voting";

    /// <summary>Runs one command and returns what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is its own.</exception>
    public async Task<string> RunAsync(CancellationToken ct, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var error = process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return process.ExitCode == 0
            ? (await output).Trim()
            : throw new InvalidOperationException($"podman {string.Join(' ', arguments)}: {await error}");
    }

    /// <summary>Bytes of an image, unpacked.</summary>
    public async Task<long> ImageSizeAsync(string image, CancellationToken ct)
        => long.Parse(await RunAsync(ct, "image", "inspect", "--format", "{{.Size}}", image), CultureInfo.InvariantCulture);

    /// <summary>Makes the network and returns its gateway, which is this machine.</summary>
    public async Task<string> CreateNetworkAsync(CancellationToken ct)
    {
        await RunAsync(ct, "network", "create", "--disable-dns", Network);
        return await RunAsync(ct, "network", "inspect", "--format", "{{(index .Subnets 0).Gateway}}", Network);
    }

    /// <summary>Makes a volume that a user may write; with a limit, in memory and of that many bytes (podman 4.3 takes <c>size</c> for a disk quota).</summary>
    public Task CreateVolumeAsync(string name, int uid, int gid, long limit, CancellationToken ct)
        => RunAsync(ct, limit == 0
            ? ["volume", "create", "--opt", $"o=uid={uid},gid={gid}", name]
            : ["volume", "create", "--opt", "type=tmpfs", "--opt", "device=tmpfs", "--opt", $"o=nr_blocks={limit / 4096},uid={uid},gid={gid},mode=1777", name]);
}
