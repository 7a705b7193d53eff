namespace Aspire.Hosting.ApplicationModel;

/// <summary>One line of a resource's console.</summary>
public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);

/// <summary>The consoles of all resources: what their processes write, and what the AppHost has to say about them.</summary>
public class ResourceLoggerService
{
    private readonly ConcurrentDictionary<string, ResourceConsole> _consoles = new(StringComparer.OrdinalIgnoreCase);

    internal ResourceLoggerService() { }

    /// <summary>The lines so far, and then every new one.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName) => Console(resourceName).WatchAsync();

    internal ResourceConsole Console(string resourceName) => _consoles.GetOrAdd(resourceName, _ => new());
}

/// <summary>The latest lines of one console.</summary>
internal sealed class ResourceConsole
{
    private const int Kept = 10_000;
    private readonly Broadcast<LogLine> _broadcast = new(2 * Kept);
    private readonly Queue<LogLine> _lines = new();
    private int _count;

    public LogLine[] Lines => _broadcast.Read(_lines.ToArray);

    /// <summary>A line as a process wrote it, after the time at which it did.</summary>
    public void Write(string content, bool isError) => _broadcast.Send(() =>
    {
        var line = new LogLine(++_count, content, isError);
        _lines.Enqueue(line);
        if (_lines.Count > Kept)
            _lines.Dequeue();

        return line;
    });

    /// <summary>What the AppHost has to say.</summary>
    public void Say(string message, bool isError = false)
        => Write($"{DateTime.UtcNow:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {message}", isError);

    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(CancellationToken cancellationToken = default)
        => _broadcast.ReadAsync(_lines, cancellationToken);
}
