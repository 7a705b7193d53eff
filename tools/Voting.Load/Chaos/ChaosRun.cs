using System.Diagnostics;
using Voting.Load.Clients;
using Voting.Load.Processes;

namespace Voting.Load.Chaos;

/// <summary>Two replicas of Api and Worker under load, faults one after the other, and the comparison at the end.</summary>
/// <param name="only">The one kind of fault that is wanted; null: all.</param>
/// <param name="longest">The longest that a fault lasts.</param>
internal sealed class ChaosRun(int faults, int seed, string? only, TimeSpan longest, TextWriter progress)
{
    private const int Clients = 16;
    private static readonly TimeSpan _settle = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan _balancePatience = TimeSpan.FromSeconds(10);

    // A small log, so that the disk in memory holds it beside the data.
    private static readonly string[] _postgresSettings = ["max_wal_size=256MB", "min_wal_size=80MB"];

    private readonly List<string> _problems = [];
    private int _late;
    private TimeSpan _slowestRecovery;
    private TimeSpan _slowestBalance;

    public async Task<ChaosResult> RunAsync(CancellationToken ct)
    {
        using var disk = SmallDisk.TryMount();
        if (disk is null)
        {
            progress.WriteLine("This user may not mount a file system: the fault 'postgres disk full' is left out.");
        }

        await using var system = await VotingSystem.StartAsync(
            new(Replicas: 2, WithResults: true, Proxied: true, disk?.NewFolder("postgres"), _postgresSettings), ct);
        var client = new ClientLedger(system.Secrets.VoterKey);
        using var door = new Door(system.Apis.Select(api => api.Address), client);
        List<Organiser> organisers = [.. system.Apis.Select(api => new Organiser(api.Address, system.Secrets.OrganiserKey))];
        var polls = new ShortPolls(organisers, door, VotingSystem.Poll);

        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var closing = polls.RunAsync(end.Token, giveUp.Token);
        List<Task> load = [closing, .. Enumerable.Range(1, Clients).Select(number => new Voters(door, client, polls.Next, seed + number).VoteAsync(end.Token, giveUp.Token))];

        await HappenAsync(system, new Faults(system, disk), new Recovery(door, client, VotingSystem.Poll), ct);

        await end.CancelAsync();
        giveUp.CancelAfter(_settle);
        await SettledAsync(load, ct);
        var result = await new Verdict(system, client, door, polls, _problems).ReachAsync(ct);
        organisers.ForEach(organiser => organiser.Dispose());
        return result with
        {
            Faults = faults,
            Seed = seed,
            LateBalances = _late,
            SlowestRecoveryS = Math.Round(_slowestRecovery.TotalSeconds, 2),
            SlowestBalanceS = Math.Round(_slowestBalance.TotalSeconds, 2),
        };
    }

    private async Task HappenAsync(VotingSystem system, Faults kinds, Recovery recovery, CancellationToken ct)
    {
        var number = 0;
        foreach (var step in FaultPlan.Together(FaultPlan.Make(faults, seed, Wanted(kinds), longest)))
        {
            await Task.Delay(step[0].Pause, ct);
            var what = string.Join(" + ", step.Select(kinds.Name));
            var began = Stopwatch.GetTimestamp();
            await Task.WhenAll(step.Select(fault => kinds.HappenAsync(fault, ct)));
            var lasted = Stopwatch.GetElapsedTime(began);
            await ReviveAsync(system, what);

            var balance = recovery.BalanceIsZeroAsync(ct);
            var counted = await recovery.VoteCountsAsync(ct);
            await ReviveAsync(system, what);
            Note(number += step.Count, what, lasted, counted, await balance);
        }
    }

    private IReadOnlyList<string> Wanted(Faults kinds)
        => only is null ? kinds.Kinds
            : kinds.Kinds.Contains(only) ? [only]
            : throw new UsageException($"No fault is called '{only}'. There are: {string.Join(", ", kinds.Kinds)}.");

    // As an orchestrator does. PostgreSQL may end itself when its disk is full; nothing of ours ever may.
    private async Task ReviveAsync(VotingSystem system, string what)
    {
        foreach (var room in system.Rooms.Where(room => !room.IsRunning))
        {
            _problems.Add($"{room.Name} ended by itself after '{what}':\n{room.LogTail()}");
            room.Start();
        }

        if (!system.Postgres.IsRunning)
        {
            await system.Postgres.StartAgainAsync();
        }
    }

    private void Note(int number, string what, TimeSpan lasted, TimeSpan? counted, TimeSpan? balance)
    {
        _slowestRecovery = Longer(_slowestRecovery, counted ?? TimeSpan.FromMinutes(1));
        _slowestBalance = Longer(_slowestBalance, balance ?? TimeSpan.FromMinutes(1));
        if (counted is null)
        {
            _problems.Add($"fault {number}, {what}: no vote was counted within a minute after it");
        }

        if (balance is null)
        {
            _problems.Add($"fault {number}, {what}: the balance was not zero within a minute after it");
        }
        else if (balance > _balancePatience)
        {
            _late++;
        }

        progress.WriteLine(
            $"{number,4}  {what,-44}{lasted.TotalSeconds,5:N1} s   counted again after {Seconds(counted)}, balance zero after {Seconds(balance)}");
    }

    private async Task SettledAsync(IEnumerable<Task> load, CancellationToken ct)
    {
        try
        {
            await Task.WhenAll(load);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            _problems.Add($"not every vote or poll had a certain end within {_settle.TotalSeconds:0} s after the last fault");
        }
    }

    private static string Seconds(TimeSpan? time) => time is { } known ? $"{known.TotalSeconds:N1} s" : "NEVER";

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
