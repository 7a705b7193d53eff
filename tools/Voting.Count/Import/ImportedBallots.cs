using System.Globalization;
using Voting.Contracts.Ballots;
using Voting.Counting;
using Voting.Counting.Files;

namespace Voting.Count.Import;

/// <summary>One content of a file as a ballot of a poll, and how many voters cast it.</summary>
internal sealed record ImportedBallot(CastBallotRequest Content, long Weight);

/// <summary>
/// The ballots of a file as a poll takes them. A blank ballot is an abstention; a skipped rank is passed over; an option that withdrew is no
/// option of the poll and left out of every ballot. What a poll cannot say, such as two options at one rank, is refused with its reason.
/// </summary>
internal sealed class ImportedBallots
{
    private readonly List<ImportedBallot> _ballots = [];
    private readonly SortedDictionary<string, long> _refused = new(StringComparer.Ordinal);
    private readonly string?[] _ids;

    private ImportedBallots(BallotFile file)
    {
        var withdrawn = file.Rankings?.Withdrawn ?? [];
        _ids = [.. file.Options.Select((_, option) => withdrawn.Contains(option) ? null : IdOf(option))];
        Options = [.. file.Options.Index().Where(option => _ids[option.Index] is not null).Select(option => (_ids[option.Index]!, option.Item))];
    }

    /// <summary>Id and label of each option of the poll, in the order of the file.</summary>
    public IReadOnlyList<(string Id, string Label)> Options { get; }

    public IReadOnlyList<ImportedBallot> Ballots => _ballots;

    /// <summary>How many ballots are left out, by reason.</summary>
    public IReadOnlyDictionary<string, long> Refused => _refused;

    public long Total => _ballots.Sum(ballot => ballot.Weight);

    /// <exception cref="UsageException">The file has sums and no ballots.</exception>
    /// <param name="asChoices">The first rank has what was chosen: a poll without places.</param>
    public static ImportedBallots Of(BallotFile file, bool asChoices = false)
    {
        var imported = new ImportedBallots(file);
        if (file.Rankings is { } rankings)
        {
            foreach (var (ranking, weight) in rankings.Contents)
            {
                if (asChoices)
                {
                    imported.AddChoices(ranking, weight);
                }
                else
                {
                    imported.AddPlaces(ranking, weight);
                }
            }
        }
        else if (file.Scores is { } scores)
        {
            foreach (var (given, weight) in scores.Contents)
            {
                imported.AddScores(given, weight);
            }
        }
        else
        {
            throw new UsageException("the file has totals and no ballots");
        }

        return imported;
    }

    private void AddPlaces(Ranking ranking, long weight)
    {
        var order = new List<string>();
        foreach (var (options, overvoted) in ranking.Ranks)
        {
            var standing = options.Select(option => _ids[option]).OfType<string>().ToArray();
            if (overvoted || standing.Length > 1)
            {
                Refuse("several options at one rank", weight);
                return;
            }

            // The first of repeated marks counts.
            order.AddRange(standing.Where(id => !order.Contains(id)));
        }

        _ballots.Add(new(order.Count > 0 ? new(Ranking: order) : new(Abstain: true), weight));
    }

    private void AddChoices(Ranking ranking, long weight)
    {
        Rank[] ranks = [.. ranking.Ranks.Where(rank => rank.Overvoted || rank.Options.Count > 0)];
        if (ranks.Length > 1 || ranks is [{ Overvoted: true }])
        {
            Refuse(ranks.Length > 1 ? "more than one rank" : "several options at one rank", weight);
            return;
        }

        string[] chosen = [.. ranks.SelectMany(rank => rank.Options).Select(option => _ids[option]).OfType<string>()];
        _ballots.Add(new(chosen.Length > 0 ? new(Choices: chosen) : new(Abstain: true), weight));
    }

    private void AddScores(IReadOnlyList<int?> given, long weight)
    {
        var scores = given.Index().Where(score => score.Item is not null).ToDictionary(score => _ids[score.Index]!, score => score.Item!.Value, StringComparer.Ordinal);
        if (scores.Values.Any(score => score < 0))
        {
            Refuse("a score below 0", weight);
            return;
        }

        _ballots.Add(new(scores.Count > 0 ? new(Scores: scores) : new(Abstain: true), weight));
    }

    private void Refuse(string reason, long weight) => _refused[reason] = _refused.GetValueOrDefault(reason) + weight;

    private static string IdOf(int option) => string.Create(CultureInfo.InvariantCulture, $"option-{option + 1}");
}
