using System.Globalization;
using System.Text.Json;
using Npgsql;
using Voting.Contracts.Polls;
using Voting.Contracts.Results;
using Voting.Stores;
using Voting.Worker.Tests.Stores;

namespace Voting.Worker.Tests.Counting;

/// <summary>Polls that sums do not decide, from the stream to the count in the ledger.</summary>
[Collection(SharedServers.Name)]
public sealed class CountingTests(Servers servers)
{
    private static readonly string[] _candidates = ["anna", "ben", "carla"];

    [Fact]
    public async Task The_town_chair_is_decided_by_instant_runoff_and_not_by_first_preferences()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("chair", Ranking("chair"));
        path.StartWorker();
        await CastTownAsync(path);
        await path.CloseAsync("chair");

        var count = await CountAsync(path, "chair", count => count.Final);

        Assert.Equal((CountingMethod.InstantRunoff, 1, 176, 0, 0), (count.Method, count.Seats, count.Counted, count.Abstained, count.Invalid));
        Assert.Equal("Ben wins in round 2 with 86 of 167 votes after Anna's were transferred.", count.Sentence);
        Assert.Equal(["ben"], count.Winners);
        Assert.Equal([new("anna", 51), new("ben", 59), new("carla", 66)], count.Rounds[0].Totals);
        Assert.Equal([new("ben", 86), new("carla", 81)], count.Rounds[1].Totals);
        Assert.Equal((89m, 84m), (count.Rounds[0].Quota, count.Rounds[1].Quota));
        Assert.Equal((9m, 9m), (count.Rounds[0].TransferredExhausted, count.Rounds[1].Exhausted));
        Assert.Equal(["anna"], count.Rounds[0].Eliminated);
        Assert.Equal([new("ben", 27), new("carla", 15)], count.Rounds[0].Transfers);
        Assert.Equal([0, 81, 92], count.Pairwise!.Preferring[0]);
        Assert.Equal("anna", count.CondorcetWinner);
        Assert.Equal(["True"], await path.Ledger.RowsAsync("select is_current from ledger.count_results"));
    }

    [Theory]
    [InlineData("schulze", "anna")]
    [InlineData("ranked-pairs", "anna")]
    [InlineData("borda", "anna")]
    [InlineData("single-transferable-vote", "ben")]
    public async Task Another_method_may_have_another_winner(string method, string winner)
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("chair", Ranking("chair", method));
        path.StartWorker();
        await CastTownAsync(path);
        await path.CloseAsync("chair");

        var count = await CountAsync(path, "chair", count => count.Final);

        Assert.Equal((method, winner), (CountingRules.NameOf(count.Method), Assert.Single(count.Winners)));
    }

    [Fact]
    public async Task A_poll_of_one_choice_with_rules_for_its_winner_is_counted_too_and_one_without_is_not()
    {
        await using var path = await servers.VotePathAsync();
        Assert.Empty(PollRules.Define(new("club", "Who?", PollKind.Single, [new("anna", "Anna"), new("ben", "Ben")], TieBreak: TieBreak.Lot, WinningShare: WinningShare.Majority, Quorum: 3), 1, out var poll));
        await path.OpenAsync("club", PollJson.Write(poll.WithTieSeed()));
        await path.OpenAsync("plain", Definition("plain", "single", null, null));
        path.StartWorker();
        await path.CastAsync("plain", 1, "anna");
        await path.CastAsync("club", 1, "anna");
        Assert.Equal("Not decided: too few ballots were cast for the quorum.", (await CountAsync(path, "club", count => count.Counted == 1)).Sentence);
        await path.CastAsync("club", 2, "anna");
        await path.CastAsync("club", 3, "ben");

        Assert.Equal(["anna"], (await CountAsync(path, "club", count => count.Counted == 3)).Winners);
        Assert.Equal(["club"], await path.Ledger.RowsAsync("select poll from ledger.count_results"));
    }

    [Fact]
    public async Task The_count_follows_a_changed_ballot_and_listeners_are_told()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("chair", Ranking("chair"));
        path.StartWorker();
        await path.CastAsync("chair", 1, "anna,ben");
        await path.CastAsync("chair", 2, "ben,anna");
        await path.CastAsync("chair", 3, "ben");
        Assert.Equal(["ben"], (await CountAsync(path, "chair", count => count.Counted == 3)).Winners);

        await using var listener = new NpgsqlConnection(path.Ledger.Admin);
        await listener.OpenAsync();
        var heard = new List<string>();
        listener.Notification += (_, change) => heard.Add(change.Payload);
        await using (var listen = new NpgsqlCommand("listen ledger_changed", listener))
        {
            await listen.ExecuteNonQueryAsync();
        }

        await path.CastAsync("chair", 3, "anna");
        var count = await CountAsync(path, "chair", count => count.Winners is ["anna"]);
        while (heard.Count < 2 && await listener.WaitAsync(TimeSpan.FromSeconds(10)))
        {
            // One for the ballot, one for the count.
        }

        Assert.Equal((3, false), (count.Counted, count.Final));
        Assert.Equal("Anna wins in round 1 with 2 of 3 votes.", count.Sentence);
        Assert.Equal(["chair", "chair"], heard);
    }

    [Fact]
    public async Task The_count_of_a_final_poll_stays()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("chair", Ranking("chair"));
        path.StartWorker();
        await path.CastAsync("chair", 1, "anna");
        await path.CloseAsync("chair");
        await CountAsync(path, "chair", count => count.Final);
        var before = await path.Ledger.RowsAsync("select computed_at, result from ledger.poll_count_result");

        await path.CastAsync("chair", 2, "ben");
        await path.SettleAsync();
        await Task.Delay(1_500); // a poll is counted at most once a second

        Assert.Equal(before, await path.Ledger.RowsAsync("select computed_at, result from ledger.poll_count_result"));
        Assert.Empty(await path.Ledger.RowsAsync("select * from ledger.stale_counts"));
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => path.Ledger.ExecuteAsync("update ledger.poll_count_result set final = false"));
        Assert.Equal("the count of a final poll never changes", refusal.MessageText);
    }

    [Fact]
    public async Task Two_workers_make_one_count()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("chair", Ranking("chair"));
        var workers = new[] { path.StartWorker(), path.StartWorker() };
        await CastTownAsync(path);
        await path.CloseAsync("chair");

        var count = await CountAsync(path, "chair", count => count.Final);

        Assert.Equal(("ben", 176), (Assert.Single(count.Winners), count.Counted));
        Assert.All(workers, worker => Assert.DoesNotContain("PollNotCounted", worker.Logs.Events.Select(logged => logged.Name)));
    }

    [Fact]
    public async Task A_poll_that_cannot_be_counted_is_said_and_stops_no_other()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("broken", Ranking("broken"));
        await path.OpenAsync("chair", Ranking("chair"));
        await path.CastAsync("broken", 1, "anna");
        var worker = path.StartWorker();
        await CountAsync(path, "broken", count => count.Counted == 1);
        await path.Ledger.ExecuteAsync("update ledger.poll set definition = definition || '{\"options\":null}', version = 2 where poll = 'broken'");
        await Eventually.TrueAsync("it is said", () => Task.FromResult(worker.Logs.Events.Any(logged => logged.Name == "PollNotCounted")));

        await path.CastAsync("chair", 1, "carla");

        Assert.Equal(["carla"], (await CountAsync(path, "chair", count => count.Counted == 1)).Winners);
        Assert.Equal(["broken False", "chair True"], await path.Ledger.RowsAsync("select poll, is_current from ledger.count_results order by poll"));
        Assert.Single(worker.Logs.Events, logged => logged.Name == "PollNotCounted");
    }

    [Fact]
    public async Task Abstentions_and_ties_are_in_the_count()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("chair", Ranking("chair", "schulze"));
        path.StartWorker();
        await path.CastAsync("chair", 1, "anna,ben,carla");
        await path.CastAsync("chair", 2, "ben,anna,carla");
        await path.CastAsync("chair", 3, "");

        var count = await CountAsync(path, "chair", count => count.Counted == 3);

        Assert.Equal((1, "Anna and Ben cannot be told apart."), (count.Abstained, count.Sentence));
        Assert.Empty(count.Winners);
        var tie = Assert.Single(count.Ties);
        Assert.Equal(["anna", "ben"], tie.Tied);
        Assert.Empty(tie.Chosen);
        Assert.Null(count.CondorcetWinner);
    }

    [Fact]
    public async Task Scores_are_counted_by_STAR_and_by_medians_and_choices_for_several_seats()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("star", Definition("star", "score", "star", 1, maxScore: 5));
        await path.OpenAsync("median", Definition("median", "score", "median", 1, maxScore: 5));
        await path.OpenAsync("board", Definition("board", "multiple", "plurality", 2));
        path.StartWorker();
        foreach (var poll in (string[])["star", "median"])
        {
            await path.CastAsync(poll, 1, "anna:5,ben:4,carla:0");
            await path.CastAsync(poll, 2, "anna:0,ben:4,carla:5");
            await path.CastAsync(poll, 3, "anna:5,ben:4");
        }

        await path.CastAsync("board", 1, "anna,carla");
        await path.CastAsync("board", 2, "carla");

        var star = await CountAsync(path, "star", count => count.Counted == 3);
        Assert.Equal("Anna wins the runoff against Ben with 2 to 1 vote; 0 ballots score both the same.", star.Sentence);
        Assert.Equal([new("anna", 10), new("ben", 12), new("carla", 5)], star.Rounds[0].Totals);
        Assert.Equal([new("ben", 1), new("anna", 2)], star.Rounds[1].Totals);
        var median = await CountAsync(path, "median", count => count.Counted == 3);
        Assert.Equal("Anna wins with a median score of 5.", median.Sentence);
        var board = await CountAsync(path, "board", count => count.Counted == 2);
        Assert.Equal(["carla", "anna"], board.Winners);
    }

    private static async Task CastTownAsync(VotePath path)
    {
        var voter = 0;
        foreach (var line in (await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "Counting", "town.blt"))).Skip(1).TakeWhile(line => line != "0"))
        {
            var numbers = line.Split(' ').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
            var content = string.Join(',', numbers[1..^1].Select(option => _candidates[option - 1]));
            for (var i = 0; i < numbers[0]; i++)
            {
                await path.CastAsync("chair", ++voter, content);
            }
        }

        Assert.Equal(176, voter);
    }

    private static async Task<PollCount> CountAsync(VotePath path, string poll, Func<PollCount, bool> wanted)
    {
        PollCount? found = null;
        await Eventually.TrueAsync($"{poll} is counted", async () =>
        {
            var rows = await path.Ledger.RowsAsync($"select result from ledger.count_results where poll = '{poll}'");
            found = rows is [var json] ? PollCountJson.Read(json) : null;
            return found is not null && wanted(found);
        });
        return found!;
    }

    private static string Ranking(string poll, string? method = null) => Definition(poll, "ranking", method, null);

    private static string Definition(string poll, string kind, string? method, int? seats, int? maxScore = null) => JsonSerializer.Serialize(new
    {
        id = poll,
        question = "Town chair",
        kind,
        options = new[] { new { id = "anna", label = "Anna" }, new { id = "ben", label = "Ben" }, new { id = "carla", label = "Carla" } },
        minChoices = 1,
        maxChoices = 3,
        maxScore,
        allowAbstain = true,
        version = 1,
        method,
        seats,
    });
}
