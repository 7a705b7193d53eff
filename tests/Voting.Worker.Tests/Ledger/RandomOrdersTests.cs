using System.Globalization;
using Voting.Worker.Ledger;
using Voting.Worker.Tests.Stores;

namespace Voting.Worker.Tests.Ledger;

/// <summary>
/// Whatever the order, the split into batches, the redeliveries and the worker: the tally is that of the model,
/// which knows only positions. Each case is made from its seed alone.
/// </summary>
[Collection(SharedServers.Name)]
public sealed class RandomOrdersTests(Servers servers) : LedgerTest(servers)
{
    private static readonly (string Kind, string[] Contents)[] _kinds =
    [
        ("approval", ["cats", "dogs", "eels", "cats,dogs", ""]),
        ("ranking", ["cats,dogs", "dogs,cats", "eels", "dogs", ""]),
        ("score", ["cats:5,dogs:0", "cats:4", "dogs:4,eels:1", "cats:5", ""]),
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(200)]
    public async Task The_tally_depends_on_positions_alone(int firstSeed)
    {
        LedgerStore[] workers = [Ledger.Store(), Ledger.Store()];
        for (var seed = firstSeed; seed < firstSeed + 15; seed++)
        {
            await CheckAsync(seed, workers);
        }
    }

    private async Task CheckAsync(int seed, LedgerStore[] workers)
    {
#pragma warning disable CA5394 // Reproducible, not secret.
        var random = new Random(seed);
        var poll = string.Create(CultureInfo.InvariantCulture, $"poll-{seed}");
        var start = (seed + 1) * 1_000L;
        var (kind, contents) = _kinds[random.Next(_kinds.Length)];
        await OpenAsync(poll, start, Definitions.Json(poll, kind, 1, 3, kind == "score" ? 5 : null, abstain: true));
        var ballots = Enumerable.Range(1, random.Next(1, 40))
            .Select(i => Ballot(start + i, random.Next(1, 8), contents[random.Next(contents.Length)], poll)).ToArray();
        long? marker = random.Next(3) == 0 ? null : start + random.Next(1, 45);
        if (marker is { } place)
        {
            // A close marker has a position of its own.
            ballots = [.. ballots.Where(ballot => ballot.Position != place)];
        }

        var deliveries = Split([.. ballots.Concat(ballots.Where(_ => random.Next(4) == 0))], random);
        var markerAt = random.Next(deliveries.Count + 1);
        var running = workers.Select(_ => Task.CompletedTask).ToArray();
        for (var i = 0; i <= deliveries.Count; i++)
        {
            var worker = random.Next(workers.Length);
            await running[worker];
            if (i == markerAt && marker is { } position)
            {
                await workers[worker].ApplyCloseMarkerAsync(position, poll, default);
            }

            if (i < deliveries.Count)
            {
                running[worker] = workers[worker].StoreAsync(deliveries[i], default);
            }
        }
#pragma warning restore CA5394

        await Task.WhenAll(running);
        await workers[0].FinalizeAsync(poll, default);
        await AssertModelAsync(seed, poll, kind, ballots, marker ?? long.MaxValue);
    }

    private async Task AssertModelAsync(int seed, string poll, string kind, BallotRow[] ballots, long marker)
    {
        var counting = ballots.Where(ballot => ballot.Position < marker).ToArray();
        var standing = counting.GroupBy(ballot => ballot.Voter).Select(voter => voter.MaxBy(ballot => ballot.Position)).ToArray();
        var expected = standing.GroupBy(ballot => ballot.Content).Select(same => $"{same.Key}={same.Count()}").Order(StringComparer.Ordinal);

        var tally = await Ledger.TallyAsync(poll);
        Assert.Equal($"seed {seed}: {string.Join(' ', expected)}", $"seed {seed}: {string.Join(' ', tally.Order(StringComparer.Ordinal))}");
        Assert.Equal([$"{standing.Length} {counting.Length - standing.Length} {ballots.Length - counting.Length}"], await CountsAsync(poll));
        var sums = standing.Where(ballot => ballot.Content.Length > 0)
            .SelectMany(ballot => kind == "ranking" ? ballot.Content.Split(',')[..1] : ballot.Content.Split(','))
            .Select(item => item.Contains(':', StringComparison.Ordinal) ? item : $"{item}:0")
            .GroupBy(item => item, StringComparer.Ordinal).Select(item => $"{item.Key} {item.Count()}").Order(StringComparer.Ordinal);
        Assert.Equal(sums, await Ledger.RowsAsync($"select option || ':' || score, ballots from ledger.option_sum where ballots > 0 and poll = (select id from ledger.poll where poll = '{poll}') order by option collate \"C\", score"));
        Assert.Equal(standing.Count(ballot => ballot.Content.Length == 0), await Ledger.ScalarAsync<long>($"select abstained from ledger.poll_results where poll = '{poll}'"));
        Assert.Empty(await Ledger.RecountDifferencesAsync());
        Assert.Equal(ballots.Length, await Ledger.ScalarAsync<long>($"select stored + rejected from ledger.poll_count join ledger.poll on id = poll_count.poll where poll.poll = '{poll}'"));
    }

    private static List<BallotRow[]> Split(BallotRow[] ballots, Random random)
    {
        var batches = new List<BallotRow[]>();
#pragma warning disable CA5394 // Reproducible, not secret.
        random.Shuffle(ballots);
        for (var rest = ballots; rest.Length > 0;)
        {
            var size = random.Next(1, Math.Min(rest.Length, 12) + 1);
#pragma warning restore CA5394
            // The group hands an entry out once at a time: never twice in one batch.
            batches.Add([.. rest[..size].DistinctBy(ballot => ballot.Position)]);
            rest = rest[size..];
        }

        return batches;
    }
}
