namespace Voting.Counting.Files;

/// <summary>Lines with their numbers. Text comes in through the reader that the caller opened; nothing here opens a file.</summary>
internal sealed class LineReader(TextReader text)
{
    /// <summary>More than this in one line is not a ballot, and reading on would take the memory that the line takes.</summary>
    private const int MaxLength = 1_000_000;

    private readonly char[] _buffer = new char[16 * 1024];
    private readonly Queue<string> _ahead = new();
    private char[] _line = new char[256];
    private int _start;
    private int _end;
    private bool _firstLine = true;

    /// <summary>The number of the line that was read last, counted from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The next line without its end, or null after the last one.</summary>
    public string? Next() => TryNext(out var line) ? line.ToString() : null;

    /// <summary>The next line; valid until the next call.</summary>
    public bool TryNext(out ReadOnlySpan<char> line)
    {
        Number++;
        if (_ahead.TryDequeue(out var ahead))
        {
            line = ahead;
            return true;
        }
        return Read(out line);
    }

    /// <summary>The line after the next <paramref name="offset"/> lines without reading it, or null.</summary>
    public string? Peek(int offset)
    {
        while (_ahead.Count <= offset)
        {
            if (!Read(out var line))
            {
                return null;
            }

            _ahead.Enqueue(line.ToString());
        }
        return _ahead.ElementAt(offset);
    }

    /// <summary>A broken file at the line that was read last.</summary>
    public BallotFileException Broken(string reason) => new(Number, reason);

    private bool Read(out ReadOnlySpan<char> line)
    {
        var length = 0;
        var any = false;
        while (_start < _end || Fill())
        {
            any = true;
            var rest = _buffer.AsSpan(_start, _end - _start);
            var end = rest.IndexOfAny('\n', '\r');
            var part = end < 0 ? rest : rest[..end];
            if (length + part.Length > MaxLength)
            {
                throw new BallotFileException(Number + _ahead.Count, $"the line is longer than {MaxLength} characters");
            }

            if (length + part.Length > _line.Length)
            {
                Array.Resize(ref _line, Math.Max(_line.Length * 2, length + part.Length));
            }

            part.CopyTo(_line.AsSpan(length));
            length += part.Length;
            _start += part.Length;
            if (end < 0)
            {
                continue;
            }

            SkipLineEnd();
            break;
        }
        line = _line.AsSpan(0, length);
        // A byte order mark that the decoder left in place.
        if (_firstLine && line.StartsWith("\uFEFF", StringComparison.Ordinal))
        {
            line = line[1..];
        }

        _firstLine = false;
        return any;
    }

    private void SkipLineEnd()
    {
        var carriageReturn = _buffer[_start++] == '\r';
        if (carriageReturn && (_start < _end || Fill()) && _buffer[_start] == '\n')
        {
            _start++;
        }
    }

    private bool Fill()
    {
        _start = 0;
        _end = text.Read(_buffer, 0, _buffer.Length);
        return _end > 0;
    }
}
