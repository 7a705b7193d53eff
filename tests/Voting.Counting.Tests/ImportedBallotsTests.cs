using Voting.Count;
using Voting.Count.Import;
using Voting.Counting.Files;

namespace Voting.Counting.Tests;

/// <summary>What a file's ballots become in a poll.</summary>
public sealed class ImportedBallotsTests
{
    [Fact]
    public void Skipped_ranks_are_passed_over_the_first_of_repeated_marks_counts_and_a_blank_ballot_is_an_abstention()
    {
        var imported = Read("""
            3 1
            4 2 - 1 0
            2 3 3 1 0
            5 0
            0
            "Anna"
            "Ben"
            "Carla"
            "Chair"
            """);

        Assert.Equal(["4 option-2 option-1", "2 option-3 option-1", "5 abstain"], Ballots(imported));
        Assert.Equal(11, imported.Total);
        Assert.Empty(imported.Refused);
    }

    [Fact]
    public void What_a_poll_cannot_say_is_refused_with_its_reason_and_the_totals_add_up()
    {
        var imported = Read("""
            3 1
            7 1=2 3 0
            3 -=- 1 0
            5 3 1 0
            0
            "Anna"
            "Ben"
            "Carla"
            "Chair"
            """);

        Assert.Equal(["5 option-3 option-1"], Ballots(imported));
        Assert.Equal(10, Assert.Single(imported.Refused).Value);
        Assert.Equal(15, imported.Total + imported.Refused.Values.Sum());
    }

    [Fact]
    public void An_option_that_withdrew_is_no_option_and_left_out_of_every_ballot()
    {
        var imported = Read("""
            3 1
            -2
            4 2 1 0
            3 1=2 3 0
            1 2 0
            0
            "Anna"
            "Ben"
            "Carla"
            "Chair"
            """);

        Assert.Equal([("option-1", "Anna"), ("option-3", "Carla")], imported.Options);
        Assert.Equal(["4 option-1", "3 option-1 option-3", "1 abstain"], Ballots(imported));
    }

    [Fact]
    public void Equal_first_ranks_are_the_choices_of_a_poll_without_places()
    {
        var imported = Read(
            """
            3 1
            7 1=2 0
            3 3 0
            2 3 1 0
            1 0
            0
            "Anna"
            "Ben"
            "Carla"
            "Days"
            """, asChoices: true);

        Assert.Equal(["7 option-1 option-2", "3 option-3", "1 abstain"], Ballots(imported));
        Assert.Equal(("more than one rank", 2), (Assert.Single(imported.Refused).Key, imported.Refused.Values.Single()));
    }

    [Fact]
    public void A_score_that_was_not_given_is_left_out()
    {
        var imported = Read("""
            Anna,Ben
            5,0
            ,3
            ,
            """);

        Assert.Equal(["1 abstain", "1 option-1:5 option-2:0", "1 option-2:3"], Ballots(imported).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Totals_are_no_ballots()
        => Assert.Throws<UsageException>(() => Read("""{ "ballots": 100, "approvals": { "Anna": 60, "Ben": 50 } }"""));

    private static ImportedBallots Read(string text, bool asChoices = false)
    {
        using var reader = new StringReader(text);
        return ImportedBallots.Of(BallotFileReader.Read(reader, new() { RefuseRows = true }), asChoices);
    }

    private static IEnumerable<string> Ballots(ImportedBallots imported) => imported.Ballots.Select(ballot => string.Join(' ', (string[])
    [
        $"{ballot.Weight}",
        .. ballot.Content.Ranking ?? ballot.Content.Choices ?? [.. ballot.Content.Scores?.Select(score => $"{score.Key}:{score.Value}") ?? ["abstain"]],
    ]));
}
