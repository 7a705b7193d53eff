namespace Voting.Counting;

/// <summary>Of what a share is taken.</summary>
public enum ThresholdBase
{
    /// <summary>Valid ballots that mark someone. Blank and invalid ballots do not count.</summary>
    ValidBallots,

    /// <summary>All ballots that were cast, with blank and invalid ones.</summary>
    AllBallots,

    /// <summary>Everyone who may vote.</summary>
    EligibleVoters,
}

/// <summary>
/// What a winner needs beyond having most votes: a share of the votes and a quorum. Source: Robert's Rules of Order, section 44 ("bases for determining a voting result").
/// </summary>
/// <param name="Numerator">Numerator of the share.</param>
/// <param name="Denominator">Denominator of the share.</param>
/// <param name="MoreThan">True: more than the share (absolute majority). False: at least the share (two thirds).</param>
/// <param name="Of">Of what the share is taken.</param>
/// <param name="Quorum">Ballots that must have been cast, with blank and invalid ones, for the poll to decide anything.</param>
/// <param name="EligibleVoters">How many may vote; needed when the share is of them.</param>
public sealed record Threshold(long Numerator, long Denominator, bool MoreThan, ThresholdBase Of = ThresholdBase.ValidBallots, long Quorum = 0, long? EligibleVoters = null)
{
    /// <summary>More than half of the valid ballots.</summary>
    public static Threshold AbsoluteMajority { get; } = new(1, 2, true);

    /// <summary>At least two thirds of the valid ballots.</summary>
    public static Threshold TwoThirds { get; } = new(2, 3, false);

    /// <summary>No share, but this many ballots.</summary>
    public static Threshold QuorumOf(long ballots) => new(0, 1, false, Quorum: ballots);

    /// <summary>What the threshold asks for in numbers.</summary>
    /// <exception cref="InvalidOperationException">The base of the share is not known.</exception>
    public ThresholdOutcome Outcome(ChoiceBallots ballots)
    {
        var cast = ballots.Ballots + ballots.Blank + ballots.Invalid;
        var of = Of switch
        {
            ThresholdBase.ValidBallots => ballots.Ballots,
            ThresholdBase.AllBallots => cast,
            _ => EligibleVoters,
        };
        if (of is null && Numerator > 0)
        {
            throw new InvalidOperationException("The threshold is a share of a number that is not known.");
        }

        var whole = (Int128)(of ?? 0) * Numerator;
        var needed = (long)(MoreThan ? whole / Denominator + 1 : (whole + Denominator - 1) / Denominator);
        return new ThresholdOutcome(needed, Quorum == 0 || cast >= Quorum);
    }
}

/// <summary>A threshold in numbers.</summary>
/// <param name="VotesNeeded">Votes that a winner needs.</param>
/// <param name="QuorumMet">Whether enough ballots were cast.</param>
public sealed record ThresholdOutcome(long VotesNeeded, bool QuorumMet);
