using Voting.Counting;

namespace Voting.Count;

/// <summary>
/// Rules that are not in a ballot file but are known from its name: the published rule settings of RCTab's test elections (BrightSpots/rcv, config files of test_data),
/// the ordinances of Burlington and Minneapolis, and the seats of approval elections. A name is the folder's, or the file's where the file is named itself.
/// </summary>
internal static class PublishedRules
{
    // RCTab's settings for real elections: exhaust at an overvote, at most one skipped rank in a row, batch elimination, ties by candidate order.
    private static readonly RctabRules Elections = new(OvervoteRule.Exhaust, 1, RepeatRule.PassOver, true, TieRule.ListedLast);

    // The settings that most of RCTab's own rule tests share.
    private static readonly RctabRules Tests = new(OvervoteRule.PassOver, null, RepeatRule.PassOver, false, TieRule.Backwards.Then(TieRule.ListedFirst));

    // The first part of a name that fits decides, so longer ones stand first.
    private static readonly (string Part, RctabRules Rules)[] ByName =
    [
        ("2017-minneapolis", Elections with { Overvotes = OvervoteRule.PassOver, Ties = Tests.Ties }),
        ("minneapolis", Elections with { Ties = Tests.Ties }),
        ("2024-alaska", Elections with { Batch = false, Ties = Tests.Ties }),
        ("cedar-park", Elections with { Batch = false, Ties = Tests.Ties }),
        ("travis-county", Elections with { Batch = false, Ties = Tests.Ties }),
        ("rules-two-skipped-choice-exhaust", Tests with { MaxSkippedRanks = 1 }),
        ("rules-skipped-choice-exhaust", Tests with { MaxSkippedRanks = 0 }),
        ("rules-skipped-choice-next", Tests),
        ("rules-overvote-skip-to-next", Tests with { MaxSkippedRanks = 0 }),
        ("rules-duplicate-exhaust", Tests with { Repeats = RepeatRule.Exhaust }),
        ("rules-duplicate-skip-to-next", Tests),
        ("rules-duplicate", Tests with { MaxSkippedRanks = 1, Repeats = RepeatRule.Exhaust }),
        ("rules-skip-to-next", Tests with { MaxSkippedRanks = 1 }),
        ("rules-exhaust-if-multiple", new(OvervoteRule.Settle, 1, RepeatRule.PassOver, false, TieRule.ListedLast)),
        ("rules-overvote-delimiter", new(OvervoteRule.Settle, 1, RepeatRule.PassOver, false, TieRule.ListedLast)),
        ("rules-max-ranking", Tests with { MaxSkippedRanks = 1 }),
        ("rules-excluded", Tests with { MaxSkippedRanks = 0, Batch = true, Ties = TieRule.ListedLast }),
        ("rules-tiebreak-previous", Tests with { MaxSkippedRanks = 0 }),
        ("rules-tiebreak-use", Tests with { MaxSkippedRanks = 0, Batch = true, Ties = TieRule.ListedLast }),
        ("rules-tiebreak", Tests with { MaxSkippedRanks = 0, Batch = true }),
        ("rules-batch", Elections with { Overvotes = OvervoteRule.PassOver, Ties = Tests.Ties }),
        ("rules-", Tests with { Overvotes = OvervoteRule.Exhaust }),
    ];

    /// <summary>The rules that RCTab would be given.</summary>
    public static InstantRunoffRules Rctab(string name, int? writeIns)
    {
        var rules = Elections;
        foreach (var (part, found) in ByName)
        {
            if (!name.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            rules = found;
            break;
        }
        return new InstantRunoffRules(new ReadingRules(rules.Overvotes, rules.MaxSkippedRanks, rules.Repeats), rules.Batch, writeIns, rules.Ties);
    }

    /// <summary>
    /// How cities count by hand and machine: any number of skipped ranks is passed over, an overvote is settled when the ballot gets there, groups leave together.
    /// Sources: Burlington Charter § 5 (2005); Minneapolis Code of Ordinances, chapter 167.
    /// </summary>
    public static InstantRunoffRules City(int? writeIns) =>
        new(new ReadingRules(OvervoteRule.Settle), true, writeIns, InstantRunoffRules.OneAtATime.Ties);

    /// <summary>
    /// Seats of an approval election where the file does not say: St. Louis sends the two most approved of a primary on (Proposition D, 2020); Fargo elects two commissioners at a time (home rule charter).
    /// </summary>
    public static int ApprovalSeats(string name) =>
        name.Contains("primary", StringComparison.OrdinalIgnoreCase) || name.Contains("commission", StringComparison.OrdinalIgnoreCase) ? 2 : 1;

    private sealed record RctabRules(OvervoteRule Overvotes, int? MaxSkippedRanks, RepeatRule Repeats, bool Batch, TieRule Ties);
}
