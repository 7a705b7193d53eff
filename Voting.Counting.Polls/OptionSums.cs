using System.Globalization;
using Voting.Contracts.Bundles;
using Voting.Contracts.Polls;

namespace Voting.Counting.Polls;

/// <summary>The sums that the ledger keeps when ballots are stored, added up again from the distinct ballots: of a ranking its first option, elsewhere every option that a ballot names.</summary>
public sealed class OptionSums(PollDefinition poll)
{
    private readonly Dictionary<string, (long Ballots, long Score)> _sums = poll.Options.ToDictionary(option => option.Id, _ => (0L, 0L), StringComparer.Ordinal);

    /// <summary>In the order of the poll.</summary>
    public IReadOnlyList<BundledSum> Sums =>
        [.. poll.Options.Select(option => new BundledSum(_sums[option.Id].Ballots, option.Id, poll.Kind == PollKind.Score ? _sums[option.Id].Score : null))];

    /// <summary>The options with most ballots, or with the highest mean of the scores that they got, from 0; empty while nobody has any.</summary>
    public IReadOnlyList<int> Best
    {
        get
        {
            var sums = Sums;
            var given = Enumerable.Range(0, sums.Count).Where(option => sums[option].Ballots > 0).ToArray();
            // Fractions are compared by multiplying crosswise: nothing is rounded.
            return [.. given.Where(option => given.All(other => poll.Kind == PollKind.Score
                ? (Int128)sums[option].Score!.Value * sums[other].Ballots >= (Int128)sums[other].Score!.Value * sums[option].Ballots
                : sums[option].Ballots >= sums[other].Ballots))];
        }
    }

    /// <summary>Takes so many ballots of this content.</summary>
    public void Add(string content, long ballots)
    {
        if (content.Length == 0)
        {
            return;
        }

        foreach (var item in poll.Kind == PollKind.Ranking ? [content.Split(',')[0]] : content.Split(','))
        {
            var parts = item.Split(':');
            if (_sums.TryGetValue(parts[0], out var sum))
            {
                var score = parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 0;
                _sums[parts[0]] = (sum.Ballots + ballots, sum.Score + (ballots * (long)score));
            }
        }
    }
}
