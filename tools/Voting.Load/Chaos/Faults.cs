using Voting.Load.Processes;

namespace Voting.Load.Chaos;

/// <summary>What can go wrong: how each fault begins, and how it ends.</summary>
internal sealed class Faults(VotingSystem system, SmallDisk? disk)
{
    private Room Results => system.Results ?? throw new InvalidOperationException("Faults befall a system with Results.");

    private Dictionary<string, Func<Fault, CancellationToken, Task>> All => new(StringComparer.Ordinal)
    {
        ["worker killed"] = (fault, ct) => KillAsync(One(system.Workers, fault), fault, ct),
        ["worker frozen"] = (fault, ct) => FreezeAsync(One(system.Workers, fault).Freeze, One(system.Workers, fault).Thaw, fault, ct),
        ["worker restarted"] = (fault, _) => RestartAsync(One(system.Workers, fault)),
        ["both workers killed"] = (fault, ct) => Task.WhenAll(system.Workers.Select(worker => KillAsync(worker, fault, ct))),
        ["api killed"] = (fault, ct) => KillAsync(One(system.Apis, fault), fault, ct),
        ["api frozen"] = (fault, ct) => FreezeAsync(One(system.Apis, fault).Freeze, One(system.Apis, fault).Thaw, fault, ct),
        ["api restarted"] = (fault, _) => RestartAsync(One(system.Apis, fault)),
        ["results killed"] = (fault, ct) => KillAsync(Results, fault, ct),
        ["results frozen"] = (fault, ct) => FreezeAsync(Results.Freeze, Results.Thaw, fault, ct),
        ["results restarted"] = (_, _) => RestartAsync(Results),
        ["redis killed"] = KillRedisAsync,
        ["redis frozen"] = (fault, ct) => FreezeAsync(system.Redis.Freeze, system.Redis.Thaw, fault, ct),
        ["redis restarted"] = (_, _) => system.Redis.RestartAsync(),
        ["postgres crashed"] = CrashPostgresAsync,
        ["postgres backend killed"] = (fault, _) => KillBackendAsync(fault),
        ["postgres frozen"] = (fault, ct) => FreezeAsync(system.Postgres.Freeze, system.Postgres.Thaw, fault, ct),
        ["postgres restarted"] = (_, _) => system.Postgres.RestartAsync(),
        ["port closed"] = (fault, ct) => FreezeAsync(One(system.Wires.Proxies, fault).Refuse, One(system.Wires.Proxies, fault).Restore, fault, ct),
        ["port hangs"] = (fault, ct) => FreezeAsync(One(system.Wires.Proxies, fault).Hang, One(system.Wires.Proxies, fault).Restore, fault, ct),
        ["port swallows"] = (fault, ct) => FreezeAsync(One(system.Wires.Proxies, fault).Swallow, One(system.Wires.Proxies, fault).Restore, fault, ct),
        ["postgres disk full"] = FillDiskAsync,
    };

    /// <summary>Those that this machine allows.</summary>
    public IReadOnlyList<string> Kinds => [.. All.Keys.Where(kind => disk is not null || kind != "postgres disk full")];

    /// <summary>The fault in words, with the process or wire of several that it befalls.</summary>
    public string Name(Fault fault) => fault.Kind switch
    {
        "port closed" or "port hangs" or "port swallows" => $"{fault.Kind} {One(system.Wires.Proxies, fault).Name}",
        "worker killed" or "worker frozen" or "worker restarted" => $"{fault.Kind} {One(system.Workers, fault).Name}",
        "api killed" or "api frozen" or "api restarted" => $"{fault.Kind} {One(system.Apis, fault).Name}",
        _ => fault.Kind,
    };

    /// <summary>Begins the fault, keeps it up for its time, ends it.</summary>
    public Task HappenAsync(Fault fault, CancellationToken ct) => All[fault.Kind](fault, ct);

    private static T One<T>(IReadOnlyList<T> targets, Fault fault) => targets[fault.Target % targets.Count];

    private static async Task KillAsync(Room room, Fault fault, CancellationToken ct)
    {
        await room.KillAsync();
        await Task.Delay(fault.Hold, ct);
        room.Start();
    }

    private static async Task RestartAsync(Room room)
    {
        await room.StopAsync();
        room.Start();
    }

    private static async Task FreezeAsync(Action begin, Action end, Fault fault, CancellationToken ct)
    {
        begin();
        try
        {
            await Task.Delay(fault.Hold, ct);
        }
        finally
        {
            end();
        }
    }

    private async Task KillRedisAsync(Fault fault, CancellationToken ct)
    {
        await system.Redis.KillAsync();
        await Task.Delay(fault.Hold, ct);
        await system.Redis.StartAgainAsync();
    }

    private async Task CrashPostgresAsync(Fault fault, CancellationToken ct)
    {
        await system.Postgres.KillAsync();
        await Task.Delay(fault.Hold, ct);
        await system.Postgres.StartAgainAsync();
    }

    // kill -9 of one of its processes makes PostgreSQL drop all connections and recover from its log.
    private Task KillBackendAsync(Fault fault)
    {
        Signals.Send("KILL", One(ProcessFigures.Children(system.Postgres.ProcessId), fault));
        return Task.CompletedTask;
    }

    private async Task FillDiskAsync(Fault fault, CancellationToken ct)
    {
        disk!.Fill();
        try
        {
            await Task.Delay(fault.Hold, ct);
        }
        finally
        {
            disk.Free();
        }
    }
}
