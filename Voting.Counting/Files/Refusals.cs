namespace Voting.Counting.Files;

/// <summary>Decides what a row that cannot be read means: a refused row, or a broken file.</summary>
internal sealed class Refusals(bool goOn)
{
    private const int Kept = 1_000;

    private readonly List<RefusedRow> _rows = [];

    public IReadOnlyList<RefusedRow> Rows => _rows;

    public long Count { get; private set; }

    /// <exception cref="BallotFileException">Rows are not to be refused.</exception>
    public void Refuse(int line, string reason)
    {
        if (!goOn)
        {
            throw new BallotFileException(line, reason);
        }

        Count++;
        if (_rows.Count < Kept)
        {
            _rows.Add(new RefusedRow(line, reason));
        }
    }
}
