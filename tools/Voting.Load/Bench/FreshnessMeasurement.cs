using System.Diagnostics;
using Voting.Load.Clients;
using Voting.Load.Processes;

namespace Voting.Load.Bench;

/// <summary>
/// From the moment when a vote was to be sent to the pushed result that contains it. Votes are counted in stream order,
/// so the vote at place n among the accepted ones is in the first picture that shows n more ballots than before.
/// </summary>
internal sealed class FreshnessMeasurement(VotingSystem system, TimeSpan duration)
{
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    public async Task WarmUpAsync(CancellationToken ct) => await RunAsync(_warmUp, ct);

    /// <summary>Milliseconds, 50th and 95th percentile.</summary>
    public async Task<(double P50, double P95)> MeasureAsync(CancellationToken ct)
    {
        var fresh = await RunAsync(duration, ct);
        return (fresh.PercentileMilliseconds(0.50), fresh.PercentileMilliseconds(0.95));
    }

    /// <summary>The same, 95th percentile, while many others watch.</summary>
    public async Task<double> MeasureAsync(int viewers, CancellationToken ct)
    {
        await using var audience = await Audience.OpenAsync(system.Results!.Address, VotingSystem.Poll, viewers, ct);
        var (_, p95) = await MeasureAsync(ct);
        audience.EnsureAllWatch();
        return p95;
    }

    private async Task<Latencies> RunAsync(TimeSpan time, CancellationToken ct)
    {
        await using var viewer = await ResultsFeed.OpenAsync(system.Results!.Address, VotingSystem.Poll, ct);
        var before = await SettledAsync(viewer, ct);
        var votes = new TimedVotes(VotingSystem.Poll);
        using var loop = new LoadLoop(system.Apis[0].Port, BenchPlan.Connections, votes);
        await loop.RunAsync(new FixedRate(BenchPlan.FreshnessRate, time), votes, ct);
        await ShownAsync(viewer, before + votes.Accepted, ct);
        return Match(votes.Receipts, viewer.Shown, before);
    }

    internal static Latencies Match(IEnumerable<(long Position, long Intended)> receipts, IReadOnlyList<(long At, long Ballots)> shown, long before)
    {
        var latencies = new Latencies();
        var picture = 0;
        foreach (var (place, receipt) in receipts.OrderBy(receipt => receipt.Position).Index())
        {
            while (shown[picture].Ballots < before + place + 1)
            {
                picture++;
            }

            latencies.Record(receipt.Intended, shown[picture].At);
        }

        return latencies;
    }

    // Ballots that were stored just before are still on their way to the board, and must not be taken for those that follow.
    private static async Task<long> SettledAsync(ResultsFeed viewer, CancellationToken ct)
    {
        long seen;
        do
        {
            seen = viewer.Ballots;
            await Task.Delay(TimeSpan.FromSeconds(1), ct);
        }
        while (viewer.Ballots != seen);

        return seen;
    }

    private static async Task ShownAsync(ResultsFeed viewer, long ballots, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        while (viewer.Ballots < ballots)
        {
            if (Stopwatch.GetElapsedTime(began) > _patience)
            {
                throw new TimeoutException($"The viewer was shown {viewer.Ballots:N0} ballots; {ballots:N0} were accepted.");
            }

            await Task.Delay(20, ct);
        }
    }
}
