using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Voting.Counting;

/// <summary>Collects ballots one by one and keeps each distinct content once: memory grows with the distinct contents, not with the ballots.</summary>
public sealed class RankingBallotsBuilder
{
    private readonly Dictionary<Ranking, long> _weights = new(ByMarks.Instance);
    private readonly Dictionary<Ranking, long>.AlternateLookup<ReadOnlySpan<short>> _byMarks;
    private int _highest = -1;
    private long _total;

    /// <summary>An empty collection.</summary>
    public RankingBallotsBuilder() => _byMarks = _weights.GetAlternateLookup<ReadOnlySpan<short>>();

    /// <summary>How many distinct ballots were added.</summary>
    public int Distinct => _weights.Count;

    /// <summary>The sum of the weights that were added.</summary>
    public long Total => _total;

    /// <summary>Adds <paramref name="weight"/> ballots of this content.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The weight is not positive, or all weights together are above <see cref="RankingBallots.MaxTotal"/>.</exception>
    public void Add(Ranking ranking, long weight) => Add(ranking.Marks, weight);

    /// <summary>Adds <paramref name="weight"/> ballots of the content that <paramref name="builder"/> holds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The weight is not positive, or all weights together are above <see cref="RankingBallots.MaxTotal"/>.</exception>
    public void Add(RankingBuilder builder, long weight) => Add(builder.Marks, weight);

    /// <summary>The ballots of a poll with this many options.</summary>
    /// <exception cref="ArgumentException">A ballot names an option that the poll does not have, or a withdrawn option does not exist.</exception>
    public RankingBallots ToBallots(int options, IReadOnlyList<int> withdrawn)
    {
        if (options is < 1 or > Ranking.MaxOptions)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options, $"A poll has 1 to {Ranking.MaxOptions} options.");
        }

        if (_highest >= options)
        {
            throw new ArgumentException($"A ballot names option {_highest + 1} of {options}.", nameof(options));
        }

        if (withdrawn.Any(option => option < 0 || option >= options))
        {
            throw new ArgumentException("An option that withdrew does not exist.", nameof(withdrawn));
        }

        var contents = new WeightedRanking[_weights.Count];
        var next = 0;
        foreach (var (ranking, weight) in _weights)
        {
            contents[next++] = new WeightedRanking(ranking, weight);
        }

        return new RankingBallots(options, contents, [.. withdrawn.Distinct().Order()], _total);
    }

    private void Add(ReadOnlySpan<short> marks, long weight)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weight);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weight, RankingBallots.MaxTotal - _total);
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_byMarks, marks, out var exists);
        known += weight;
        _total += weight;
        if (exists)
        {
            return;
        }

        foreach (var mark in marks)
        {
            if (mark >= 0)
            {
                _highest = Math.Max(_highest, mark & ~Ranking.EqualFlag);
            }
        }
    }

    private sealed class ByMarks : IEqualityComparer<Ranking>, IAlternateEqualityComparer<ReadOnlySpan<short>, Ranking>
    {
        public static readonly ByMarks Instance = new();

        public bool Equals(Ranking? x, Ranking? y) => Equals((object?)x, y);

        public int GetHashCode([DisallowNull] Ranking obj) => obj.GetHashCode();

        public bool Equals(ReadOnlySpan<short> alternate, Ranking other) => alternate.SequenceEqual(other.Marks);

        public int GetHashCode(ReadOnlySpan<short> alternate) => Ranking.Hash(alternate);

        public Ranking Create(ReadOnlySpan<short> alternate) => new(alternate);
    }
}
