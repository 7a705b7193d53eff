using System.Globalization;
using Voting.Contracts.Polls;

namespace Voting.Contracts.Ballots;

/// <summary>
/// Decides what a ballot is. <see cref="Canonical"/> checks a vote against its poll and writes it in the one form that is stored and
/// counted; <see cref="Accepts"/> says of a content whether it has that form.
/// </summary>
public static class BallotRules
{
    /// <summary>The canonical content, or null and what is wrong in words for the voter.</summary>
    public static string? Canonical(PollDefinition poll, CastBallotRequest vote, out string problem)
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

    private static int Ways(CastBallotRequest vote)
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

        if (choices is [var only] && poll.Offers(only))
        {
            return only;
        }

        problem = "Every choice is an option of this poll, named once.";
        var chosen = choices.ToHashSet(StringComparer.Ordinal);
        return chosen.Count == choices.Count && chosen.All(choice => poll.Offers(choice))
            ? string.Join(',', poll.Options.Where(option => chosen.Contains(option.Id)).Select(option => option.Id))
            : null;
    }

    private static string? Ranking(PollDefinition poll, IReadOnlyList<string>? ranking, out string problem)
    {
        problem = "A ranking names options of this poll, best first, each once.";
        return ranking is { Count: > 0 } && ranking.Count <= poll.Options.Count
            && ranking.Distinct(StringComparer.Ordinal).Count() == ranking.Count && ranking.All(option => poll.Offers(option))
            ? string.Join(',', ranking)
            : null;
    }

    private static string? Scores(PollDefinition poll, IReadOnlyDictionary<string, int>? scores, out string problem)
    {
        problem = $"Scores are 0 to {poll.MaxScore} for options of this poll.";
        return scores is { Count: > 0 } && scores.All(score => poll.Offers(score.Key) && score.Value >= 0 && score.Value <= poll.MaxScore)
            ? string.Join(',', poll.Options.Where(option => scores.ContainsKey(option.Id))
                .Select(option => string.Create(CultureInfo.InvariantCulture, $"{option.Id}:{scores[option.Id]}")))
            : null;
    }

    /// <summary>Characters of the longest canonical content that a ballot of <paramref name="poll"/> can have.</summary>
    public static int LongestContent(PollDefinition poll)
    {
        ArgumentNullException.ThrowIfNull(poll);
        var score = poll.Kind == PollKind.Score ? 1 + $"{poll.MaxScore}".Length : 0;
        var items = poll.Options.Select(option => option.Id.Length + score + 1).OrderDescending().Take(poll.MaxChoices).ToList();
        return Math.Max(0, items.Sum() - 1);
    }

    /// <summary>Whether <paramref name="content"/> is a ballot of <paramref name="poll"/>. The API checks every ballot; this finds what reached the stream another way.</summary>
    public static bool Accepts(PollDefinition poll, string content)
    {
        if (content.Length == 0)
        {
            return poll.AllowAbstain;
        }

        var items = content.Split(',');
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            var colon = item.IndexOf(':', StringComparison.Ordinal);
            var option = colon < 0 ? item : item[..colon];
            if (!named.Add(option) || !poll.Offers(option) || !ScoreFits(poll, item, colon))
            {
                return false;
            }
        }

        return items.Length >= poll.MinChoices && items.Length <= poll.MaxChoices;
    }

    private static bool ScoreFits(PollDefinition poll, string item, int colon)
        => poll.Kind == PollKind.Score
            ? colon > 0 && int.TryParse(item.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var score) && score <= poll.MaxScore
            : colon < 0;
}
