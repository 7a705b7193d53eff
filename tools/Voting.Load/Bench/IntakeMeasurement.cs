using Voting.Load.Clients;
using Voting.Load.Processes;

namespace Voting.Load.Bench;

/// <summary>
/// How many votes per second the door takes, and how near that is to an endpoint that does nothing. All are driven by the
/// same client in turns, so that a noisy neighbour meets all. The worker is stopped: what it costs shows in the steady figure.
/// </summary>
internal sealed class IntakeMeasurement(VotingSystem system, BenchPlan plan)
{
    private const double PacedShare = 0.7;
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(2);

    public async Task MeasureAsync(Figures figures, CancellationToken ct)
    {
        await using var bare = await StartBareAsync([BarePost.Command], ct);
        await using var minimal = await StartBareAsync([BarePost.Command, BarePost.Minimal], ct);
        system.Gateway.Start();
        await system.Gateway.WaitUntilReadyAsync(ct);
        int[] ports = [bare.Port, minimal.Port, system.Apis[0].Port, system.Gateway.Port];
        foreach (var port in ports)
        {
            await SaturateAsync(port, _warmUp, ct);
        }

        var runs = ports.ToDictionary(port => port, _ => new List<LoadRun>());
        for (var round = 0; round < plan.Rounds; round++)
        {
            foreach (var port in ports)
            {
                runs[port].Add(await SaturateAsync(port, plan.Round, ct));
            }
        }

        var intake = runs[system.Apis[0].Port];
        figures.BarePostPerSecond = Median(runs[bare.Port], run => run.PerSecond);
        figures.MinimalPostPerSecond = Median(runs[minimal.Port], run => run.PerSecond);
        figures.IntakePerSecond = Median(intake, run => run.PerSecond);
        figures.IntakeP50 = Median(intake, run => run.Latencies.PercentileMilliseconds(0.50));
        figures.IntakeP99 = Median(intake, run => run.Latencies.PercentileMilliseconds(0.99));
        figures.ClientCpuPer1000 = Median(intake, run => run.ClientCpuSeconds / run.Accepted * 1000);

        figures.GatewayPerSecond = Median(runs[system.Gateway.Port], run => run.PerSecond);
        figures.PacedRate = Math.Round(figures.IntakePerSecond * PacedShare / 100) * 100;
        var paced = await RunAsync(system.Apis[0].Port, new FixedRate(figures.PacedRate, plan.Round), ct);
        figures.PacedP50 = paced.Latencies.PercentileMilliseconds(0.50);
        figures.PacedP99 = paced.Latencies.PercentileMilliseconds(0.99);
        await system.Gateway.StopAsync();
    }

    private static Task<LoadRun> SaturateAsync(int port, TimeSpan duration, CancellationToken ct) => RunAsync(port, new Saturating(duration), ct);

    private static async Task<LoadRun> RunAsync(int port, Pace pace, CancellationToken ct)
    {
        var votes = new FreshVotes(VotingSystem.Poll);
        using var loop = new LoadLoop(port, BenchPlan.Connections, votes);
        var run = await loop.RunAsync(pace, votes, ct);
        return run.Refused == 0 ? run : throw new InvalidOperationException($"{run.Refused} of {run.Sent} votes were refused while the intake was measured.");
    }

    private async Task<Room> StartBareAsync(string[] command, CancellationToken ct)
    {
        var bare = new Room(string.Join('-', command), typeof(BarePost).Assembly.Location, new Dictionary<string, string>(StringComparer.Ordinal), system.LogFolder);
        bare.Start(command);
        await bare.WaitUntilReadyAsync(ct);
        return bare;
    }

    private static double Median(IEnumerable<LoadRun> runs, Func<LoadRun, double> figure)
    {
        var sorted = runs.Select(figure).Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
