using System.Globalization;

namespace Voting.Load;

/// <summary>The options behind the command's name.</summary>
internal sealed class Arguments(IEnumerable<string> arguments)
{
    private readonly List<string> _left = [.. arguments];

    public bool Has(string flag) => _left.Remove(flag);

    /// <summary>The value behind <paramref name="name"/>; null where it is not given.</summary>
    /// <exception cref="UsageException">The option is there and its value is not.</exception>
    public string? Value(string name)
    {
        var at = _left.IndexOf(name);
        if (at < 0)
        {
            return null;
        }

        if (at + 1 == _left.Count)
        {
            throw new UsageException($"{name} needs a value.");
        }

        var value = _left[at + 1];
        _left.RemoveRange(at, 2);
        return value;
    }

    public int Number(string name, int otherwise)
        => Value(name) is not { } text ? otherwise
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw new UsageException($"{name} needs a whole number, not '{text}'.");

    public void EnsureAllUsed()
    {
        if (_left.Count > 0)
        {
            throw new UsageException($"Unknown: {string.Join(' ', _left)}.");
        }
    }
}

/// <summary>The command line is not understood.</summary>
internal sealed class UsageException(string message) : Exception(message);
