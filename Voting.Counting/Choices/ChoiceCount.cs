namespace Voting.Counting;

/// <summary>The result of counting marks.</summary>
/// <param name="Winners">Who takes the seats, most votes first. Fewer than the seats when the threshold was missed or a tie stays open; then <see cref="TiedForLast"/> names who is level for what is left.</param>
/// <param name="TiedForLast">Who is level for the seats that are left.</param>
/// <param name="OpenSeats">Seats that stay open because of that tie.</param>
/// <param name="Votes">The marks of each option.</param>
/// <param name="Threshold">What the threshold asked for; null without one.</param>
/// <param name="Ties">The ties and how they were settled.</param>
public sealed record ChoiceResult(
    IReadOnlyList<int> Winners, IReadOnlyList<int> TiedForLast, int OpenSeats, IReadOnlyList<long> Votes, ThresholdOutcome? Threshold, IReadOnlyList<Tie> Ties)
{
    /// <summary>Winners and, where a tie stays open, everyone who is level with them.</summary>
    public IReadOnlyList<int> WinnersWithTied => [.. Winners, .. TiedForLast];
}

/// <summary>
/// Plurality (one mark), approval (any number of marks) and block vote (as many marks as seats) are one count: the options with most marks win.
/// They differ in how many marks a ballot may carry. Source of the block vote: Robert's Rules of Order, "nomination and election of several", S. J. Brams and P. C. Fishburn, Approval Voting (1983).
/// </summary>
public static class ChoiceCount
{
    /// <summary>Counts the sums.</summary>
    /// <param name="ballots">The sums.</param>
    /// <param name="seats">How many options win.</param>
    /// <param name="ties">Who wins among those level for the last seats; the default leaves the tie open.</param>
    /// <param name="threshold">What a winner needs.</param>
    /// <param name="notOptions">Options that are counted but cannot win, such as "none of the above".</param>
    public static ChoiceResult Count(ChoiceBallots ballots, int seats = 1, TieRule? ties = null, Threshold? threshold = null, IReadOnlyCollection<int>? notOptions = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seats);
        var outcome = threshold?.Outcome(ballots);
        var eligible = Enumerable.Range(0, ballots.Votes.Count)
            .Where(option => notOptions?.Contains(option) != true && ballots.Votes[option] > 0 && (outcome is null || (outcome.QuorumMet && ballots.Votes[option] >= outcome.VotesNeeded)))
            .OrderByDescending(option => ballots.Votes[option]).ThenBy(option => option).ToList();
        var breaker = new TieBreaker(ties ?? TieRule.None);
        var winners = new List<int>();
        while (winners.Count < seats && eligible.Count > 0)
        {
            int[] level = [.. eligible.TakeWhile(option => ballots.Votes[option] == ballots.Votes[eligible[0]])];
            if (winners.Count + level.Length <= seats)
            {
                winners.AddRange(level);
                eligible.RemoveRange(0, level.Length);
            }
            else if (breaker.Choose(1, TieAbout.Winner, level, []) is { } chosen)
            {
                winners.Add(chosen);
                eligible.Remove(chosen);
            }
            else
            {
                return new ChoiceResult(winners, level, seats - winners.Count, ballots.Votes, outcome, breaker.Ties);
            }
        }
        return new ChoiceResult(winners, [], 0, ballots.Votes, outcome, breaker.Ties);
    }
}
