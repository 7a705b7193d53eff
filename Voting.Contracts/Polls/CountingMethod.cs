using System.Text.Json;
using System.Text.Json.Serialization;

namespace Voting.Contracts.Polls;

/// <summary>How a poll's ballots become its result. <c>docs/counting.md</c> has each method's rules and their source.</summary>
[JsonConverter(typeof(CountingMethodConverter))]
public enum CountingMethod
{
    /// <summary>The options with most votes take the seats. The default of single and multiple polls.</summary>
    Plurality,

    /// <summary>The options that most voters approve of take the seats. The default of approval polls.</summary>
    Approval,

    /// <summary>The option with fewest votes leaves until one has more than half. The default of ranking polls.</summary>
    InstantRunoff,

    /// <summary>Several seats in proportion to the rankings, by the Scottish rules.</summary>
    SingleTransferableVote,

    /// <summary>The strongest paths of pairwise victories, by winning votes.</summary>
    Schulze,

    /// <summary>The strongest pairwise victories are locked first, by winning votes.</summary>
    RankedPairs,

    /// <summary>Points for places; options without a place get none.</summary>
    Borda,

    /// <summary>The highest mean of the scores that were given. The default of score polls.</summary>
    MeanScore,

    /// <summary>The two options with the highest sums meet in a runoff.</summary>
    Star,

    /// <summary>The highest median score: majority judgment.</summary>
    Median,
}

/// <summary>Methods in lower case with hyphens (<c>instant-runoff</c>), as in every contract.</summary>
public sealed class CountingMethodConverter() : JsonStringEnumConverter<CountingMethod>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
