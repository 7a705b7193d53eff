namespace Voting.Counting;

/// <summary>
/// Reads a ballot as levels, for methods that compare options: the first mark of each option that did not withdraw, in order, and those without any.
/// </summary>
internal sealed class LevelReader(bool[] standing)
{
    private readonly int[] _levels = new int[standing.Length];
    private readonly int[] _all = [.. Enumerable.Range(0, standing.Length).Where(option => standing[option])];

    /// <summary>The ranked options, best first.</summary>
    public List<int> Order { get; } = [];

    /// <summary>The options without a mark.</summary>
    public List<int> Unranked { get; } = [];

    /// <summary>The level of a ranked option; equal levels are equal ranks.</summary>
    public int Level(int option) => _levels[option];

    public void Read(ReadOnlySpan<short> ballot)
    {
        Order.Clear();
        Unranked.Clear();
        Array.Fill(_levels, -1);
        var level = 0;
        foreach (var mark in ballot)
        {
            if (mark < 0)
            {
                continue;
            }

            if (mark < Ranking.EqualFlag)
            {
                level++;
            }

            var option = mark & ~Ranking.EqualFlag;
            if (!standing[option] || _levels[option] >= 0)
            {
                continue;
            }

            _levels[option] = level;
            Order.Add(option);
        }
        foreach (var option in _all)
        {
            if (_levels[option] < 0)
            {
                Unranked.Add(option);
            }
        }
    }
}
