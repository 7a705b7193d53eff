using System.Diagnostics;
using Voting.Load.Clients;
using Voting.Load.Processes;

namespace Voting.Load.Bench;

/// <summary>One run from start to end. Every measurement is a method that leaves the system ready for the next.</summary>
internal sealed class BenchRun(BenchPlan plan, TextWriter progress)
{
    public async Task<Figures> RunAsync(CancellationToken ct)
    {
        var figures = new Figures { LoadAverageBefore = ProcessFigures.LoadAverage() };
        var noise = new Noise();
        var started = Stopwatch.GetTimestamp();

        Say("Starting Redis, PostgreSQL, Api, Worker and Results");
        await using var system = await VotingSystem.StartAsync(new(1, WithResults: true, Proxied: false, null, []), ct);
        await using var ledger = new LedgerProbe(system.AdminConnection);

        Say($"Freshness at {BenchPlan.FreshnessRate} votes/s, empty ledger");
        var freshness = new FreshnessMeasurement(system, plan.Freshness);
        await freshness.WarmUpAsync(ct);
        (figures.FreshnessP50, figures.FreshnessP95) = await freshness.MeasureAsync(ct);

        if (plan.Audience > 0)
        {
            Say($"The same with {plan.Audience:N0} viewers");
            figures.Audience = plan.Audience;
            figures.FreshnessP95WithAudience = await freshness.MeasureAsync(plan.Audience, ct);
        }

        Say($"Bare POST and intake in turn, {BenchPlan.Connections} connections, {plan.Rounds} rounds");
        await system.Workers[0].StopAsync();
        await new IntakeMeasurement(system, plan).MeasureAsync(figures, ct);

        Say("Bare XADD");
        await StreamLimits.MeasureAsync(system, plan.Round, figures, ct);

        Say($"Drain of {plan.Backlog:N0} ballots");
        await new DrainMeasurement(system, ledger).MeasureAsync(plan.Backlog, figures, ct);

        Say("Bare COPY, and ledger.store driven flat out with the same rows");
        await SqlLimits.MeasureAsync(system, plan.Backlog, figures, ct);

        Say("Accepted and counted together");
        await new SteadyMeasurement(system, ledger).MeasureAsync(plan.Steady, figures, ct);

        Say($"{plan.SeededVotes:N0} seeded votes with double clicks and changes, and the recount");
        figures.Seeded = await new SeededMeasurement(system, ledger).MeasureAsync(plan.SeededVotes, ct);

        figures.LedgerSize = await ledger.StoredAsync(ct);
        if (figures.LedgerSize < plan.LedgerSize)
        {
            Say($"Filling the ledger up to {plan.LedgerSize:N0} ballots");
            await new DrainMeasurement(system, ledger).FillAsync((int)(plan.LedgerSize - figures.LedgerSize), ct);
            figures.LedgerSize = await ledger.StoredAsync(ct);
        }

        Say($"Freshness at {BenchPlan.FreshnessRate} votes/s, {figures.LedgerSize:N0} ballots in the ledger");
        (_, figures.FreshnessP95At1M) = await freshness.MeasureAsync(ct);

        figures.UsedByOthers = noise.ShareOfOthers(system);
        figures.LoadAverageAfter = ProcessFigures.LoadAverage();
        figures.Took = Stopwatch.GetElapsedTime(started);
        return figures;
    }

    private void Say(FormattableString what) => progress.WriteLine(FormattableString.Invariant(what));

    private void Say(string what) => progress.WriteLine(what);
}
