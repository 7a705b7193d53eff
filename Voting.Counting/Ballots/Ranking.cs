namespace Voting.Counting;

/// <summary>
/// What one ballot of a ranking says, exactly as it was filled in: skipped ranks, equal ranks, repeats and overvotes are kept.
/// Options are counted from 0. How such marks are read is a rule of the count (<see cref="ReadingRules"/>), not of the ballot.
/// </summary>
public sealed class Ranking : IEquatable<Ranking>
{
    /// <summary>The largest number of options that a ranking can name.</summary>
    public const int MaxOptions = 16_000;

    internal const short Skipped = -1;
    internal const short Overvote = -2;
    internal const short EqualFlag = 0x4000;

    private readonly short[] _marks;
    private readonly int _hash;

    internal Ranking(ReadOnlySpan<short> marks)
    {
        _marks = marks.ToArray();
        _hash = Hash(marks);
    }

    /// <summary>One option per rank, most preferred first.</summary>
    public static Ranking Of(params ReadOnlySpan<int> options)
    {
        var builder = new RankingBuilder();
        foreach (var option in options)
        {
            builder.Add(option);
        }

        return builder.ToRanking();
    }

    /// <summary>One group of options per rank, most preferred first; an empty group is a skipped rank.</summary>
    public static Ranking OfGroups(params ReadOnlySpan<int[]> groups)
    {
        var builder = new RankingBuilder();
        foreach (var group in groups)
        {
            builder.AddGroup(group);
        }

        return builder.ToRanking();
    }

    /// <summary>True when no rank carries a mark.</summary>
    public bool IsBlank => _marks.AsSpan().IndexOfAnyExcept(Skipped) < 0;

    /// <summary>
    /// The ranks in order. A rank without options was skipped, or, when <see cref="Rank.Overvoted"/> is set, was overvoted by marks that are not recorded.
    /// </summary>
    public IEnumerable<Rank> Ranks
    {
        get
        {
            for (var start = 0; start < _marks.Length;)
            {
                var end = RankEnd(_marks, start);
                yield return _marks[start] < 0
                    ? new Rank([], _marks[start] == Overvote)
                    : new Rank([.. _marks[start..end].Select(mark => mark & ~EqualFlag)], false);
                start = end;
            }
        }
    }

    internal ReadOnlySpan<short> Marks => _marks;

    /// <summary>Where the rank that begins at <paramref name="start"/> ends (exclusive).</summary>
    internal static int RankEnd(ReadOnlySpan<short> marks, int start)
    {
        var end = start + 1;
        while (end < marks.Length && marks[end] >= EqualFlag)
        {
            end++;
        }

        return end;
    }

    internal static int Hash(ReadOnlySpan<short> marks)
    {
        // The multiplier of FNV-1a: contents differ mostly in their last marks, so every mark must reach every bit.
        var hash = 2166136261u;
        foreach (var mark in marks)
        {
            hash = (hash ^ (ushort)mark) * 16777619u;
        }

        return (int)(hash ^ (hash >> 15));
    }

    /// <inheritdoc />
    public bool Equals(Ranking? other) => other is not null && _hash == other._hash && _marks.AsSpan().SequenceEqual(other._marks);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Ranking);

    /// <inheritdoc />
    public override int GetHashCode() => _hash;

    /// <summary>The ranks with options counted from 1, as ballot files write them: <c>3 - 1=2</c>.</summary>
    public override string ToString() => string.Join(' ', Ranks.Select(rank =>
        rank.Overvoted ? "-=-" : rank.Options.Count == 0 ? "-" : string.Join('=', rank.Options.Select(option => option + 1))));
}

/// <summary>One rank of a <see cref="Ranking"/>: its options, counted from 0, or none when it was skipped or overvoted.</summary>
public readonly record struct Rank(IReadOnlyList<int> Options, bool Overvoted);
