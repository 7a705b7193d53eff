using System.Text;
using System.Text.Json;
using Voting.Counting.Files;

namespace Voting.Counting.Tests;

public class BallotFileTests
{
    [Fact]
    public void Blt_reads_withdrawn_options_skipped_equal_and_unrecorded_ranks_empty_ballots_and_comments()
    {
        var file = Read("""
            # A comment
            4 2   # options and seats
            -3 -4
            3 1 2 0
            # another comment
            2 2=1 - 4 0
            1 -=- 1 0  # inline
            5 0
            0
            "Anna ""Nan"" Smith"
            Ben "the Bold
            "Carla"
            Dan
            "A title"
            """);
        Assert.Equal(["Anna \"Nan\" Smith", "Ben the Bold", "Carla", "Dan"], file.Options);
        Assert.Equal("A title", file.Title);
        Assert.Equal(2, file.Seats);
        Assert.Equal([2, 3], file.Rankings!.Withdrawn);
        Assert.Equal(11, file.Rankings.Total);
        Assert.Equal(["1 2", "2=1 - 4", "-=- 1", ""], file.Rankings.Contents.Select(content => content.Ranking.ToString()));
    }

    [Fact]
    public void Blt_adds_up_like_ballots_and_does_without_title_and_last_line_end()
    {
        var file = Read("2 1\n1 1 0\n2 2 1 0\n4 1 0\n0\n\"A\" \"B\"");
        Assert.Equal([new(Ranking.Of(0), 5), new WeightedRanking(Ranking.Of(1, 0), 2)], file.Rankings!.Contents);
        Assert.Equal(["A", "B"], file.Options);
        Assert.Equal("", file.Title);
    }

    [Fact]
    public void Blt_takes_names_from_comments_as_older_conversions_write_them()
    {
        var file = Read("2 1\n1 1 0\n0\n# ALTERNATIVE NAME 2: Ben\n# ALTERNATIVE NAME 1: Anna\ngovan");
        Assert.Equal(["Anna", "Ben"], file.Options);
        Assert.Equal("govan", file.Title);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("3 x\n", "line 1: expected the number of options and the number of seats, found '3 x'")]
    [InlineData("3 1,\n1 1 0,\n", "line 1: expected the number of options and the number of seats, found '3 1,'")]
    [InlineData("2 1\n1 1 0\n", "line 3: the file ends before the line '0' that ends the ballots")]
    [InlineData("7 1\n1 8 0\n0\n", "line 2: option 8, but there are options 1 to 7")]
    [InlineData("2 1\n1 1\n0\n", "line 2: the ballot does not end with 0")]
    [InlineData("2 1\n1 1 0 2\n0\n", "line 2: '2' after the 0 that ends the ballot")]
    [InlineData("2 1\n1.5 1 0\n0\n", "line 2: expected how many ballots are alike as a whole number, found '1.5'")]
    [InlineData("2 1\n1 1=x 0\n0\n", "line 2: 'x' is not an option's number")]
    [InlineData("2 1\n-3\n1 1 0\n0\n", "line 2: '-3' is not an option that withdrew; expected -1 to -2")]
    [InlineData("2 1\n1 1 0\n-2\n0\n", "line 3: '-2': options withdraw before the first ballot")]
    [InlineData("2 1\n1 1 0\n0\nAnna", "line 5: the file ends before the name of option 2 of 2")]
    [InlineData("2 1\n99999999999999 1 0\n0\n", "line 2: more than 10000000000000 ballots")]
    [InlineData("V: 12\nV: 123\n", "line 2: the ballot ranks 3 options; the first one ranks 2")]
    [InlineData("V: 1?\n", "line 1: '?' is not a rank")]
    [InlineData("# NUMBER ALTERNATIVES: 3\n2: 1,{2,3\n", "line 2: a brace is not closed")]
    [InlineData("# NUMBER ALTERNATIVES: 3\n2: 4\n", "line 2: alternative 4, but there are 1 to 3")]
    [InlineData("count,rank1,rank2\n1,Anna\n", "line 2: 2 cells, but the header has 3")]
    [InlineData("count,rank1\nmany,Anna\n", "line 2: 'many' is not a number of ballots")]
    [InlineData("count,rank1\n1,\"Anna\n", "line 2: a quote is not closed")]
    [InlineData("Anna,Ben\n1,6\n", "line 2: score 6 is outside 0 to 5")]
    [InlineData("Anna,Ben\n1,two\n", "line 2: 'two' is not a score")]
    [InlineData("{\"approvals\": {\"Anna\": -1}}", "\"Anna\" is not a number of ballots")]
    [InlineData("{\"ballots\": 3, \"approvals\": {\"Anna\": 4}}", "\"Anna\" has 4 approvals on 3 ballots")]
    public void A_broken_file_says_where_and_why(string text, string message) =>
        Assert.Equal(message, Assert.Throws<BallotFileException>(() => Read(text)).Message);

    [Fact]
    public void Refused_rows_have_a_reason_and_the_totals_add_up()
    {
        var file = Read("count,rank1,rank2\n3,Anna,Ben\n2,Anna\nx,Ben,Anna\n1,Ben,skipped\n", new BallotFileOptions { RefuseRows = true });
        Assert.Equal([new(3, "2 cells, but the header has 3"), new RefusedRow(4, "'x' is not a number of ballots")], file.Refused);
        Assert.Equal(2, file.RefusedCount);
        Assert.Equal(4, file.Rankings!.Total);
        Assert.Equal(2, file.Rankings.Contents.Count);
    }

    [Fact]
    public void Cast_vote_records_with_a_row_per_ballot_take_configured_columns_words_and_separators()
    {
        var options = new BallotFileOptions
        {
            RankColumns = ["First", "Second", "Third"], SkippedWords = ["none"], OvervoteWords = ["OV"], MarkSeparator = "|", OptionNames = ["Anna", "Ben", "Carla"],
        };
        var file = Read("CvrNumber,Precinct,First,Second,Third\n1,East,Anna,Ben|Carla,none\n2,East,OV,,Anna\n3,West,Carla,none,Ben\n", options with { Format = BallotFormat.CvrCsv });
        Assert.Equal(["1 2=3 -", "-=- - 1", "3 - 2"], file.Rankings!.Contents.Select(content => content.Ranking.ToString()));
        Assert.Equal("line 2: 'Dora' is not an option of this poll",
            Assert.Throws<BallotFileException>(() => Read("x,First,Second,Third\n1,Dora,,\n", options with { Format = BallotFormat.CvrCsv })).Message);
    }

    [Theory]
    [InlineData("id;1st choice;2nd choice\n7;Anna;Ben\n8;Ben;\n")]
    [InlineData("id,Rank 1,Rank 2\n7,Anna,Ben\n8,Ben,undervote\n")]
    [InlineData("CHOICE_2,CHOICE_1,id\nBen,Anna,7\nskipped,Ben,8\n")]
    public void Cast_vote_records_find_rank_columns_by_their_names(string text)
    {
        var file = Read(text);
        Assert.Equal(BallotFormat.CvrCsv, file.Format);
        Assert.Equal(["Anna", "Ben"], file.Options.Order());
        var anna = file.Options.ToList().IndexOf("Anna");
        Assert.Contains(new WeightedRanking(Ranking.Of(anna, 1 - anna), 1), file.Rankings!.Contents);
    }

    [Fact]
    public void Options_that_a_file_does_not_list_are_numbered_as_its_sorted_rows_say()
    {
        // Written by a program that numbers Zoe 1, Anna 2, Max 3, and sorts rows by count and numbers.
        var file = Read("count,rank1,rank2\n5,Max,Anna\n2,Zoe,Anna\n2,Zoe,Max\n2,Anna,Max\n1,Zoe,skipped\n1,Max,Zoe\n");
        Assert.Equal(["Zoe", "Anna", "Max"], file.Options);
        Assert.Equal(["Max", "Anna", "Zoe"], Read("count,rank1\n1,Max\n9,Anna\n9,Zoe\n9,Anna\n").Options);
    }

    [Fact]
    public void Debian_tallies_rank_more_than_nine_options_with_letters_and_ignore_what_follows_the_ranks()
    {
        var file = Read("# A vote\n# Option 1: One\nV: 3A-1 someone 0123abcd\n");
        Assert.Equal("A vote", file.Title);
        Assert.Equal(["One", "Option 2", "Option 3", "Option 4"], file.Options);
        Assert.Equal("4 1 2", file.Rankings!.Contents[0].Ranking.ToString());
    }

    [Fact]
    public void What_is_written_reads_back_as_the_same_ballots()
    {
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var ballots = RandomBallots.Rankings(random);
            string[] names = [.. Enumerable.Range(1, ballots.Options).Select(number => $"Option \"{number}\", the {number}th")];
            using var blt = new StringWriter();
            BallotFileWriter.WriteBlt(blt, names, 2, ballots, "Title");
            var back = Read(blt.ToString());
            Assert.Equal(names, back.Options);
            Assert.Equal(ballots.Withdrawn, back.Rankings!.Withdrawn);
            Assert.Equal(ballots.Contents.ToHashSet(), back.Rankings.Contents.ToHashSet());
            using var csv = new StringWriter();
            BallotFileWriter.WriteCsv(csv, names, ballots);
            var rows = Read(csv.ToString(), new BallotFileOptions { OptionNames = names, MarkSeparator = "|" });
            Assert.Equal(Runoff(ballots), Runoff(RankingBallots.Of(ballots.Options, rows.Rankings!.Contents, ballots.Withdrawn)));
        }
    }

    [Fact]
    public void Json_names_weights_and_ranks_counted_from_1()
    {
        var ballots = RankingBallots.Of(3, [new(Ranking.OfGroups([0, 1], [], [2]), 4)], 2);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            BallotFileWriter.WriteJson(json, ["A", "B", "C"], 1, ballots, "T");
        }

        Assert.Equal("""{"title":"T","seats":1,"options":["A","B","C"],"withdrawn":[3],"ballots":[{"weight":4,"ranks":[[1,2],[],[3]]}]}""", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Scores_are_written_one_ballot_a_row()
    {
        var scores = ScoreBallots.Of(2, 0, 5, [new([5, null], 2), new([0, 3], 1)]);
        using var text = new StringWriter();
        BallotFileWriter.WriteScores(text, ["A", "B, C"], scores);
        Assert.Equal("A,\"B, C\"\n5,\n5,\n0,3\n", text.ToString());
        Assert.Equal(3, Read(text.ToString()).Scores!.Total);
    }

    [Fact]
    public void Reading_takes_memory_for_distinct_ballots_not_for_lines()
    {
        using var text = new RepeatedLines("3 1\n", "1 2 1=3 - 0\n", 300_000, "0\nA\nB\nC\n");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var file = BallotFileReader.Read(text);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(300_000, Assert.Single(file.Rankings!.Contents).Weight);
        Assert.True(allocated < 1_000_000, $"{allocated} bytes for one distinct ballot");
    }

    private static string Runoff(RankingBallots ballots) => string.Join('\n', InstantRunoff.Count(ballots, InstantRunoffRules.OneAtATime).Rounds
        .Select(round => $"{string.Join(' ', round.Totals.OrderBy(pair => pair.Key))} {round.Exhausted}"));

    private static BallotFile Read(string text, BallotFileOptions? options = null) => BallotFileReader.Read(new StringReader(text), options);

    /// <summary>A long text that is never in memory as a whole.</summary>
    private sealed class RepeatedLines(string head, string line, int times, string tail) : TextReader
    {
        private string _part = head;
        private int _at;
        private int _left = times;
        private bool _tail;

        public override int Read(char[] buffer, int index, int count)
        {
            if (_at == _part.Length)
            {
                if (_tail)
                {
                    return 0;
                }

                (_part, _at, _tail) = _left-- > 0 ? (line, 0, false) : (tail, 0, true);
            }
            var length = Math.Min(count, _part.Length - _at);
            _part.CopyTo(_at, buffer, index, length);
            _at += length;
            return length;
        }
    }
}
