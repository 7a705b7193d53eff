using Voting.Contracts.Polls;
using Voting.Contracts.Results;

namespace Voting.Results.Tests.Site;

/// <summary>A ranking poll of 176 ballots: Carla has most first preferences, Ben wins the run-off, Anna beats everyone in pairs.</summary>
internal static class TownChair
{
    public const string Poll = "chair";

    public static PollCount Count(bool final) => new(
        CountingMethod.InstantRunoff, 1, final, 176, 0, 0, ["ben"], "Ben wins in round 2 with 86 of 167 votes after Anna's were transferred.",
        [
            new(1, CountMeasure.Votes, [new("anna", 51), new("ben", 59), new("carla", 66)], 89, 0, 0, [], ["anna"], ["anna"], [new("ben", 27), new("carla", 15)], 9),
            new(2, CountMeasure.Votes, [new("ben", 86), new("carla", 81)], 84, 9, 0, ["ben"], [], [], [], 0),
        ],
        [], null,
        new(["anna", "ben", "carla"], [[0, 81, 92], [69, 0, 86], [73, 81, 0]]), "anna");

    /// <summary>The poll with its ballots; only their first preferences matter to what is read from the ledger beside the count.</summary>
    public static async Task OpenAsync(WrittenLedger ledger, params string[] labels)
    {
        await ledger.OpenAsync(Poll, "ranking", "Town chair", labels.Length > 0 ? labels : ["Anna", "Ben", "Carla"]);
        await ledger.CountAsync(Poll, "anna", 51);
        await ledger.CountAsync(Poll, "ben", 59);
        await ledger.CountAsync(Poll, "carla", 66);
    }
}
