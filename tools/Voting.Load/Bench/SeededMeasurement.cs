using System.Diagnostics;
using System.Text.Json;
using Voting.Load.Clients;
using Voting.Load.Processes;

namespace Voting.Load.Bench;

/// <summary>Casts a seeded plan of votes at the door and compares what the system counted with the client's own ledger.</summary>
internal sealed class SeededMeasurement(VotingSystem system, LedgerProbe ledger)
{
    private const string Poll = "seeded";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    public async Task<SeededCount> MeasureAsync(int votes, CancellationToken ct)
    {
        using var organiser = new Organiser(system.Apis[0].Address, system.Secrets.OrganiserKey);
        await organiser.OpenPollAsync(Poll, ct);

        var plan = new SeededVotes(Poll, votes, BenchPlan.Seed);
        var before = await ledger.StoredAsync(ct);
        using (var loop = new LoadLoop(system.Apis[0].Port, BenchPlan.Connections, plan))
        {
            await loop.RunAsync(new Saturating(TimeSpan.FromMinutes(10)), plan, ct);
        }

        await StoredAsync(before + plan.Accepted, ct);
        var results = await organiser.ResultsAsync(Poll, ct);
        var difference = Difference(plan, results);
        return new(votes, plan.Planned, plan.Accepted, difference.Length == 0, await ledger.RecountEqualsAsync(ct), difference);
    }

    private static string Difference(SeededVotes plan, JsonElement results)
    {
        (string What, long Expected, long Found)[] rows =
        [
            ("requests answered 202", plan.Planned, plan.Receipts),
            ("double clicks with a second ballot", 0, plan.Doubled),
            ("counted", plan.Voters, results.GetProperty("counted").GetInt64()),
            ("superseded", plan.Accepted - plan.Voters, results.GetProperty("superseded").GetInt64()),
            ("rejected", 0, results.GetProperty("rejected").GetInt64()),
            ("cats", plan.Expected(0), results.GetProperty("options")[0].GetProperty("ballots").GetInt64()),
            ("dogs", plan.Expected(1), results.GetProperty("options")[1].GetProperty("ballots").GetInt64()),
        ];
        return string.Join("; ", rows.Where(row => row.Expected != row.Found).Select(row => $"{row.What}: expected {row.Expected}, found {row.Found}"));
    }

    private async Task StoredAsync(long stored, CancellationToken ct)
    {
        var (last, moved) = (-1L, Stopwatch.GetTimestamp());
        while (last < stored)
        {
            var now = await ledger.StoredAsync(ct);
            moved = now > last ? Stopwatch.GetTimestamp() : moved;
            last = now;
            if (Stopwatch.GetElapsedTime(moved) > _patience)
            {
                throw new TimeoutException($"The worker stopped at {now:N0} of {stored:N0} ballots.\n{system.Workers[0].LogTail()}");
            }

            await Task.Delay(50, ct);
        }
    }
}
