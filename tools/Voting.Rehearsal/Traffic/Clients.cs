using System.Diagnostics;
using Voting.Load.Clients;

namespace Voting.Rehearsal.Traffic;

/// <summary>Everyone who uses the system from outside: voters at a fixed rate, voters with ballot papers, viewers.</summary>
internal sealed class Clients(Uri vote, RecordedVotes votes, BallotPapers papers, IReadOnlyList<Viewer> viewers, int rate)
{
    private const int Connections = 64;

    /// <summary>Does something while all of them go on, and says what they saw.</summary>
    public async Task<Phase> DuringAsync(string name, Func<Task> happens, CancellationToken ct)
    {
        using var loop = new LoadLoop(vote.Port, Connections, votes);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var pace = new SteadyUntil(rate);
        var (began, castBefore) = (Stopwatch.GetTimestamp(), papers.Cast);
        var voting = loop.RunAsync(pace, votes, ct);
        var paperVotes = papers.VoteAsync(end.Token);
        try
        {
            await await Task.WhenAny(happens(), voting);
        }
        finally
        {
            pace.Stop();
            await end.CancelAsync();
        }

        var run = await voting;
        var ended = Stopwatch.GetTimestamp();
        await paperVotes;
        return new(
            name, Stopwatch.GetElapsedTime(began, ended), run.Sent, votes.TakeRefusals(),
            run.Latencies.PercentileMilliseconds(0.5), run.Latencies.PercentileMilliseconds(0.99),
            papers.Cast - castBefore, papers.TakeFailures(), [.. viewers.SelectMany(viewer => viewer.TakeFailures())], viewers.Max(viewer => viewer.LongestGap(began, ended)));
    }
}
