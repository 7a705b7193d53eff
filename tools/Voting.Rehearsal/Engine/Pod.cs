using System.Diagnostics;
using System.Globalization;
using System.Net;
using Voting.Load.Processes;
using Voting.Rehearsal.Manifests;

namespace Voting.Rehearsal.Engine;

/// <summary>One pod that runs, from its start to its end.</summary>
internal sealed class Pod(PodTemplate template, string name, IPAddress address, int process, Podman podman)
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private long _readySince;
    private long _leavingSince;

    public PodTemplate Template => template;

    public string Name => name;

    /// <summary>The container's first process, as this machine numbers it.</summary>
    public int Process => process;

    public IPEndPoint Endpoint { get; } = new(address, template.Port);

    public TimeSpan Age => Stopwatch.GetElapsedTime(_started);

    public bool IsRunning => Directory.Exists($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/ns") && !IsZombie();

    public bool IsLeaving => Volatile.Read(ref _leavingSince) != 0;

    /// <summary>Since it was told to go; zero before.</summary>
    public TimeSpan LeavingFor => Volatile.Read(ref _leavingSince) is var since and not 0 ? Stopwatch.GetElapsedTime(since) : TimeSpan.Zero;

    public bool IsReady => Volatile.Read(ref _readySince) != 0;

    /// <summary>Ready for as long as its Deployment wants it to be.</summary>
    public bool IsAvailable => Volatile.Read(ref _readySince) is var since and not 0 && Stopwatch.GetElapsedTime(since) >= template.MinReady;

    /// <summary>From its start until it was first ready.</summary>
    public TimeSpan? ReadyAfter { get; private set; }

    public void SetReady(bool ready)
    {
        if (ready != IsReady)
        {
            Volatile.Write(ref _readySince, ready ? Stopwatch.GetTimestamp() : 0);
            ReadyAfter ??= Age;
        }
    }

    /// <summary>Ends the container as a kubelet does, and returns how long that took and its exit code.</summary>
    public async Task<(TimeSpan Took, int ExitCode)> StopAsync(CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        Volatile.Write(ref _leavingSince, began);
        await Task.Delay(template.PreStopSleep, ct);
        if (template.PreStopCommand.Count > 0)
        {
            await new ContainerCommand(this).RunAsync(template.PreStopCommand, template.Grace, ct);
            await Task.Delay(200, ct); // a process that has stopped is gone by then
        }

        if (IsRunning)
        {
            Signals.Send("TERM", process);
        }

        while (IsRunning && Stopwatch.GetElapsedTime(began) < template.Grace)
        {
            await Task.Delay(20, ct);
        }

        var took = Stopwatch.GetElapsedTime(began);
        if (IsRunning)
        {
            Signals.Send("KILL", process);
        }

        return (took, await ExitCodeAsync(ct));
    }

    /// <summary>Waits for a container that ends by itself.</summary>
    public async Task<int> ExitCodeAsync(CancellationToken ct)
        => int.Parse(await podman.RunAsync(ct, "wait", Container), CultureInfo.InvariantCulture);

    /// <summary>Takes away what is left of it, but no claim.</summary>
    public async Task RemoveAsync(CancellationToken ct)
    {
        await podman.RunAsync(ct, "pod", "rm", "--force", "--time", "0", name);
        foreach (var (scratch, _) in template.Scratch)
        {
            await podman.RunAsync(ct, "volume", "rm", "--force", $"{name}-{scratch}");
        }
    }

    public async Task<string> LogTailAsync(CancellationToken ct) => await podman.RunAsync(ct, "logs", "--tail", "25", Container);

    private string Container => $"{name}-{template.Container["name"]}";

    private bool IsZombie()
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].StartsWith('Z');
        }
        catch (IOException)
        {
            return true;
        }
    }
}
