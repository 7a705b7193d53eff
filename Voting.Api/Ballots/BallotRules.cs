using System.Globalization;
using Voting.Api.Polls;

namespace Voting.Api.Ballots;

/// <summary>Checks a vote against its poll and writes it in the one canonical form that is stored and counted.</summary>
internal static class BallotRules
{
    /// <summary>The canonical content, or null and what is wrong in words for the voter.</summary>
    public static string? Canonical(PollDefinition poll, CastBallot vote, out string problem)
    {
        if (Ways(vote) != 1)
        {
            problem = "A ballot has exactly one of choices, ranking, scores or abstain.";
            return null;
        }

        if (vote.Abstain == true)
        {
            problem = "This poll does not take abstentions.";
            return poll.AllowAbstain ? "" : null;
        }

        return poll.Kind switch
        {
            PollKind.Ranking => Ranking(poll, vote.Ranking, out problem),
            PollKind.Score => Scores(poll, vote.Scores, out problem),
            _ => Choices(poll, vote.Choices, out problem),
        };
    }

    private static int Ways(CastBallot vote)
        => (vote.Choices is null ? 0 : 1) + (vote.Ranking is null ? 0 : 1) + (vote.Scores is null ? 0 : 1) + (vote.Abstain == true ? 1 : 0);

    private static string? Choices(PollDefinition poll, IReadOnlyList<string>? choices, out string problem)
    {
        if (choices is null)
        {
            problem = "This poll wants choices.";
            return null;
        }

        problem = poll.MinChoices == poll.MaxChoices
            ? $"Choose exactly {poll.MinChoices}."
            : $"Choose {poll.MinChoices} to {poll.MaxChoices}.";
        if (choices.Count < poll.MinChoices || choices.Count > poll.MaxChoices)
        {
            return null;
        }

        if (choices is [var only] && Offers(poll, only))
        {
            return only;
        }

        problem = "Every choice is an option of this poll, named once.";
        var chosen = choices.ToHashSet(StringComparer.Ordinal);
        return chosen.Count == choices.Count && chosen.All(choice => Offers(poll, choice))
            ? string.Join(',', poll.Options.Where(option => chosen.Contains(option.Id)).Select(option => option.Id))
            : null;
    }

    private static string? Ranking(PollDefinition poll, IReadOnlyList<string>? ranking, out string problem)
    {
        problem = "A ranking names options of this poll, best first, each once.";
        return ranking is { Count: > 0 } && ranking.Count <= poll.Options.Count
            && ranking.Distinct(StringComparer.Ordinal).Count() == ranking.Count && ranking.All(option => Offers(poll, option))
            ? string.Join(',', ranking)
            : null;
    }

    private static string? Scores(PollDefinition poll, IReadOnlyDictionary<string, int>? scores, out string problem)
    {
        problem = $"Scores are 0 to {poll.MaxScore} for options of this poll.";
        return scores is { Count: > 0 } && scores.All(score => Offers(poll, score.Key) && score.Value >= 0 && score.Value <= poll.MaxScore)
            ? string.Join(',', poll.Options.Where(option => scores.ContainsKey(option.Id))
                .Select(option => string.Create(CultureInfo.InvariantCulture, $"{option.Id}:{scores[option.Id]}")))
            : null;
    }

    private static bool Offers(PollDefinition poll, string? id)
    {
        foreach (var option in poll.Options)
        {
            if (string.Equals(option.Id, id, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
