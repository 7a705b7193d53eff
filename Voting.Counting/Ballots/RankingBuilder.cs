namespace Voting.Counting;

/// <summary>Builds rankings rank by rank. One builder can be used again after <see cref="Clear"/>, so that reading a file allocates once per distinct ballot.</summary>
public sealed class RankingBuilder
{
    private short[] _marks = new short[16];
    private int _count;

    internal ReadOnlySpan<short> Marks => _marks.AsSpan(0, _count);

    /// <summary>Starts an empty ballot.</summary>
    public void Clear() => _count = 0;

    /// <summary>Adds a rank with one option, counted from 0.</summary>
    public void Add(int option) => Append((short)Checked(option));

    /// <summary>Adds an option to the rank that was added last: an equal rank.</summary>
    /// <exception cref="InvalidOperationException">The last rank carries no option.</exception>
    public void AddEqual(int option)
    {
        if (_count == 0 || _marks[_count - 1] < 0)
        {
            throw new InvalidOperationException("An equal option needs a rank with an option before it.");
        }

        Append((short)(Checked(option) | Ranking.EqualFlag));
    }

    /// <summary>Adds a rank with all of these options; none means a skipped rank.</summary>
    public void AddGroup(ReadOnlySpan<int> options)
    {
        if (options.IsEmpty)
        {
            AddSkipped();
        }

        for (var i = 0; i < options.Length; i++)
        {
            if (i == 0)
            {
                Add(options[i]);
            }
            else
            {
                AddEqual(options[i]);
            }
        }
    }

    /// <summary>Adds a rank that the voter left empty.</summary>
    public void AddSkipped() => Append(Ranking.Skipped);

    /// <summary>Adds a rank with several marks that the record does not name.</summary>
    public void AddOvervote() => Append(Ranking.Overvote);

    /// <summary>The ballot as built so far.</summary>
    public Ranking ToRanking() => new(Marks);

    private static int Checked(int option) => option is >= 0 and < Ranking.MaxOptions
        ? option
        : throw new ArgumentOutOfRangeException(nameof(option), option, $"Options are counted from 0 to {Ranking.MaxOptions - 1}.");

    private void Append(short mark)
    {
        if (_count == _marks.Length)
        {
            Array.Resize(ref _marks, _count * 2);
        }

        _marks[_count++] = mark;
    }
}
