using System.Diagnostics;
using Voting.Load.Chaos;
using Voting.Load.Clients;
using Voting.Rehearsal.Engine;
using Voting.Rehearsal.Report;
using Voting.Rehearsal.Rollouts;
using Voting.Rehearsal.Traffic;

namespace Voting.Rehearsal;

/// <summary>The play, act by act.</summary>
internal sealed class RehearsalRun(string podman, int rate, int seed, TextWriter progress)
{
    private const string Poll = "pets"; // the manifest's first poll
    private const string PaperPoll = "papers";
    private const int ViewerCount = 6;

    private readonly ProblemList _problems = new(progress);
    private readonly Outcome _outcome = new() { Rate = rate, Seed = seed };

    public async Task<Outcome> RunAsync(CancellationToken ct)
    {
        await using var stage = await Stage.SetAsync(podman, _problems, ct);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var usage = new Usage(stage.Nursery);
        var watching = usage.WatchAsync(end.Token);
        await stage.MeasureImagesAsync(_outcome, ct);
        await StartAsync(stage, ct);

        var client = new ClientLedger(stage.Secrets.Of("app-keys", "voter-key"));
        using var door = new Door([stage.Doors["vote"].Address], client);
        _outcome.FirstVote = await new Recovery(door, client, Poll).VoteCountsAsync(ct);
        progress.WriteLine($"  A vote through the ingress was counted after {_outcome.FirstVote?.TotalSeconds:N1} s.");

        using var organiser = new Organiser(stage.Doors["vote"].Address, stage.Secrets.Of("app-keys", "administrator-key"));
        await organiser.OpenPollAsync(PaperPoll, ct);
        using var papers = new BallotPapers(stage.Doors["vote"].Address, PaperPoll, seed);
        await ActsAsync(stage, client, papers, ct);

        await new FinalAudit(stage, client, door, papers, PaperPoll, Poll, _outcome).RunAsync(ct);
        await end.CancelAsync();
        await watching;
        _outcome.Usage = usage.Peaks;
        _outcome.Problems = _problems.All;
        return _outcome;
    }

    private async Task StartAsync(Stage stage, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        await stage.Postgres.StartAsync(ct);
        await stage.Redis.StartAsync(ct);
        Say(began, "PostgreSQL and Redis are ready");
        await stage.Migrations.RunAsync(ct);
        Say(began, "the migrations are done");
        foreach (var deployment in stage.Deployments)
        {
            await deployment.StartAsync(ct);
        }

        await Task.WhenAll(stage.Deployments.Select(deployment => deployment.AvailableAsync(ct)));
        _outcome.AllReady = Stopwatch.GetElapsedTime(began);
        Say(began, $"{stage.Nursery.Pods.Count()} pods are available");
    }

    private async Task ActsAsync(Stage stage, ClientLedger client, BallotPapers papers, CancellationToken ct)
    {
        List<Viewer> viewers = [.. Enumerable.Range(0, ViewerCount).Select(_ => new Viewer(new Uri(stage.Doors["results"].Address, $"/polls/{Poll}/live"), ct))];
        try
        {
            await Patience.UntilAsync(() => viewers.TrueForAll(viewer => viewer.HasPicture), TimeSpan.FromSeconds(30), "every viewer has a picture", ct);
            var clients = new Clients(stage.Doors["vote"].Address, new RecordedVotes(Poll, client), papers, viewers, rate);

            await ActAsync(clients, "nothing changes", () => Task.Delay(TimeSpan.FromSeconds(10), ct), seamless: true, ct);
            await ActAsync(clients, "a newer schema under old code, and the migrations once more", async () =>
            {
                await Upgrade.ApplyAsync(stage.Ledger("postgres", "password"), ct);
                await stage.Migrations.RunAsync(ct);
            }, seamless: true, ct);
            foreach (var deployment in stage.Deployments)
            {
                await ActAsync(clients, $"{deployment.Template.Name}: {deployment.Template.Replicas} pods replaced", () => deployment.ReplaceAsync(ct), seamless: true, ct);
            }

            foreach (var store in (Store[])[stage.Postgres, stage.Redis])
            {
                await ActAsync(clients, $"{store.Template.Name}: its pod replaced", async () =>
                {
                    await store.ReplaceAsync(ct);
                    await Task.Delay(TimeSpan.FromSeconds(10), ct);
                }, seamless: false, ct);
            }
        }
        finally
        {
            foreach (var viewer in viewers)
            {
                await viewer.DisposeAsync();
            }
        }
    }

    private async Task ActAsync(Clients clients, string name, Func<Task> happens, bool seamless, CancellationToken ct)
    {
        var phase = await clients.DuringAsync(name, happens, ct) with { MustBeSeamless = seamless };
        _outcome.Phases.Add(phase);
        progress.WriteLine(
            $"  {phase.Name}: {phase.Lasted.TotalSeconds:N0} s, {phase.Votes:N0} votes, {phase.Failed} failed, p99 {phase.P99:N0} ms, longest gap {phase.LongestGap.TotalSeconds:N2} s");
        foreach (var failure in phase.PaperFailures.Select(text => $"ballot paper: {text}").Concat(phase.ViewerFailures.Select(text => $"viewer: {text}")).CountBy(text => text))
        {
            progress.WriteLine($"    {failure.Value} × {failure.Key}");
        }
    }

    private void Say(long began, string what) => progress.WriteLine($"  {Stopwatch.GetElapsedTime(began).TotalSeconds,5:N1} s  {what}");
}
