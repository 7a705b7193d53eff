using System.Text;
using Voting.Counting.Files;

namespace Voting.Counting.Tests;

/// <summary>Files that were damaged at random: the reader reads them or says where and why; nothing else ever happens.</summary>
public class BrokenFileTests
{
    private static readonly string[] Sound =
    [
        "# comment\n4 2\n-3\n3 1 2 0\n2 2=1 - 4 0\n1 -=- 1 0\n5 0\n0\n\"Anna\"\n\"Ben\"\nCarla\nDan\n\"Title\"\n",
        "count,rank1,rank2,rank3\n5,\"Anna, A.\",Ben,skipped\n2,overvote,Ben,Carla\n1,Ben,\"Anna, A.\",\n",
        "# Vote\n# Option 1: One\n# Option 2: Two\nV: 1-2\nV: 221 name\nV: ---\n",
        "# NUMBER ALTERNATIVES: 4\n# ALTERNATIVE NAME 1: One\n12: 3,{1,2},4\n3: {1,2,3,4}\n1: 2\n",
        "Anna,\"Ben, B.\",Carla\n5,0,3\n,1,2\n4,4,4\n",
        "{\n \"ballots\": 10,\n \"approvals\": { \"Anna\": 7, \"Ben\": 3 }\n}\n",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_damaged_file_is_read_or_refused_with_a_reason(int seed)
    {
        var random = new Random(seed);
        var refused = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var text = Damaged(random, Sound[i % Sound.Length]);
            try
            {
                var file = BallotFileReader.Read(new StringReader(text), new BallotFileOptions { RefuseRows = i % 2 == 0 });
                Assert.NotEmpty(file.Options);
                if (file.Rankings is { } rankings)
                {
                    Assert.Equal(rankings.Total, rankings.Contents.Sum(content => content.Weight));
                    // What was read can be counted.
                    _ = InstantRunoff.Count(rankings, InstantRunoffRules.OneAtATime);
                    _ = PairwiseMatrix.Of(rankings);
                }
            }
            catch (BallotFileException broken)
            {
                refused++;
                Assert.NotEmpty(broken.Reason);
                Assert.InRange(broken.Line, 0, text.Split('\n').Length + 1);
            }
        }
        Assert.InRange(refused, 300, 2_900);
    }

    private static string Damaged(Random random, string sound)
    {
        var text = new StringBuilder(sound);
        for (var damage = random.Next(1, 5); damage > 0 && text.Length > 1; damage--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(6))
            {
                case 0:
                    text.Remove(at, Math.Min(random.Next(1, 8), text.Length - at));
                    break;
                case 1:
                    text.Insert(at, "\"{},=-:#\n0;\u0000é9"[random.Next(14)]);
                    break;
                case 2:
                    text[at] = (char)random.Next(32, 127);
                    break;
                case 3:
                    text.Length = at;
                    break;
                case 4:
                    text.Insert(at, random.Next(2) == 0 ? "99999999999999999999" : "-1");
                    break;
                default:
                    text.Insert(at, text.ToString(random.Next(text.Length), 1), random.Next(1, 30));
                    break;
            }
        }
        return text.ToString();
    }
}
