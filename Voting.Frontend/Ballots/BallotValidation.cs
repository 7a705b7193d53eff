using Voting.Contracts.Polls;
using Voting.Frontend.Api;
using Voting.Web.Components;
using Poll = Voting.Frontend.Api.Poll;
using PollOption = Voting.Frontend.Api.PollOption;

namespace Voting.Frontend.Ballots;

/// <summary>Tells the voter everything that has to be corrected, all at once, before the API has to refuse it. The API has the last word.</summary>
internal static class BallotValidation
{
    private const int LongestEcho = 20;

    public static BallotErrors Check(Poll poll, FilledBallot filled, bool hasForeignParts, string code)
    {
        var errors = new BallotErrors { Code = poll.NeedsCode ? CodeProblem(code) : null };
        if (filled.Abstain)
        {
            if (!poll.AllowAbstain)
            {
                errors.Ballot.Add("This poll does not take abstentions.");
            }

            return errors;
        }

        if (hasForeignParts)
        {
            errors.Ballot.Add("A part of this ballot does not fit this poll, which may have changed. Please look at the options again.");
        }

        switch (poll.Kind)
        {
            case "ranking":
                CheckRanking(poll, filled, errors);
                break;
            case "score":
                CheckScores(poll, filled, errors);
                break;
            default:
                CheckChoices(poll, filled.Choices.Count, errors);
                break;
        }

        return errors;
    }

    private static string? CodeProblem(string code) =>
        string.IsNullOrWhiteSpace(code) ? "Enter your voting code."
        : VotingCode.Parse(code) is null ? "A character of this code is wrong or missing. Please compare it with the code that you were given."
        : null;

    private static void CheckChoices(Poll poll, int chosen, BallotErrors errors)
    {
        var (least, most) = BallotInstruction.LimitsOf(poll);
        if (chosen < least || chosen > most)
        {
            errors.Ballot.Add(chosen == 0 ? BallotInstruction.Of(poll) : $"{BallotInstruction.Of(poll)} You chose {chosen}.");
        }
    }

    private static void CheckRanking(Poll poll, FilledBallot filled, BallotErrors errors)
    {
        if (filled.Entries.Count == 0)
        {
            errors.Ballot.Add("Give at least one option a place.");
        }

        var byPlace = poll.Options.Where(option => PlaceOf(option) is not null).ToLookup(option => PlaceOf(option)!.Value);
        var firstMissing = Enumerable.Range(1, poll.Options.Count + 1).First(place => !byPlace.Contains(place));
        foreach (var option in poll.Options.Where(option => filled.EntryOf(option.Id) is not null))
        {
            if (PlaceOf(option) is not { } place)
            {
                errors.Options[option.Id] = $"{Echo(filled, option)} is not a place. Places are whole numbers from 1 to {poll.Options.Count}.";
            }
            else if (byPlace[place].Count() > 1)
            {
                errors.Options[option.Id] = $"Place {place} is also given to {string.Join(", ", byPlace[place].Where(other => other != option).Select(other => Bidi.Isolate(other.Label)))}.";
            }
            else if (place > firstMissing)
            {
                errors.Options[option.Id] = $"Place {firstMissing} is given to no option. Use the places 1, 2, 3 and so on without a gap.";
            }
        }

        int? PlaceOf(PollOption option) => filled.NumberOf(option.Id) is { } place && place >= 1 && place <= poll.Options.Count ? place : null;
    }

    private static void CheckScores(Poll poll, FilledBallot filled, BallotErrors errors)
    {
        if (filled.Entries.Count == 0)
        {
            errors.Ballot.Add("Give at least one option a score.");
        }

        foreach (var option in poll.Options.Where(option => filled.EntryOf(option.Id) is not null))
        {
            if (filled.NumberOf(option.Id) is not { } score || score > poll.MaxScore)
            {
                errors.Options[option.Id] = $"{Echo(filled, option)} is not a score. Scores are whole numbers from 0 to {poll.MaxScore}.";
            }
        }
    }

    private static string Echo(FilledBallot filled, PollOption option)
    {
        var entry = filled.EntryOf(option.Id)!;
        return $"“{Bidi.Isolate(entry.Length > LongestEcho ? $"{entry[..LongestEcho]}…" : entry)}”";
    }
}

/// <summary>What the voter has to correct.</summary>
public sealed class BallotErrors
{
    /// <summary>About the ballot as a whole.</summary>
    public IList<string> Ballot { get; } = [];

    /// <summary>About what stands beside an option, by its id.</summary>
    public IDictionary<string, string> Options { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>About the voting code.</summary>
    public string? Code { get; init; }

    public int Count => Ballot.Count + Options.Count + (Code is null ? 0 : 1);

    public bool Any => Count > 0;

    public string? Of(string option) => Options.TryGetValue(option, out var error) ? error : null;
}

/// <summary>How to fill in a ballot, in a sentence.</summary>
internal static class BallotInstruction
{
    public static string Of(Poll poll)
    {
        var (least, most) = LimitsOf(poll);
        return poll.Kind switch
        {
            "approval" => "Choose every option that you approve of, at least one.",
            "ranking" => "Give your favourite place 1, the next one place 2, and so on. You may leave options out.",
            "score" => $"Give each option a score from 0 to {poll.MaxScore}; more is better. You may leave options out.",
            _ when least == most => $"Choose {Options(least)}.",
            _ when least <= 1 => $"Choose up to {Options(most)}.",
            _ => $"Choose {least} to {Options(most)}.",
        };
    }

    /// <summary>The fewest and the most options that may be ticked.</summary>
    public static (int Least, int Most) LimitsOf(Poll poll) => poll.Kind switch
    {
        "multiple" => (poll.MinChoices ?? 1, poll.MaxChoices ?? poll.Options.Count),
        "approval" => (1, poll.Options.Count),
        _ => (1, 1),
    };

    private static string Options(int count) => count == 1 ? "one option" : $"{count} options";
}
