namespace Aspire.Hosting.ApplicationModel;

/// <summary>One line of a resource's console.</summary>
public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);

/// <summary>The consoles of all resources: what their processes write, and what the AppHost has to say about them.</summary>
public class ResourceLoggerService
{
    private readonly ConcurrentDictionary<string, ResourceConsole> _consoles = new(StringComparer.OrdinalIgnoreCase);

    internal ResourceLoggerService() { }

    /// <summary>Writes to the console of a resource.</summary>
    public ILogger GetLogger(IResource resource) => GetLogger(resource.Name);

    /// <summary>Writes to the console of an instance.</summary>
    public ILogger GetLogger(string resourceName) => Console(resourceName);

    /// <summary>The lines so far, and then every new one.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName) => Console(resourceName).WatchAsync();

    internal ResourceConsole Console(string resourceName) => _consoles.GetOrAdd(resourceName, _ => new());
}

/// <summary>The latest lines of one console.</summary>
internal sealed class ResourceConsole : ILogger
{
    private const int Kept = 10_000;
    private readonly Broadcast<LogLine> _broadcast = new(2 * Kept);
    private readonly Queue<LogLine> _lines = new();
    private int _count;

    public LogLine[] Lines
    {
        get
        {
            lock (_broadcast.Changing)
                return [.. _lines];
        }
    }

    public void Write(string content, bool isError)
    {
        lock (_broadcast.Changing)
        {
            var line = new LogLine(++_count, content, isError);
            _lines.Enqueue(line);
            if (_lines.Count > Kept)
                _lines.Dequeue();

            _broadcast.Send(line);
        }
    }

    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(CancellationToken cancellationToken = default)
        => _broadcast.ReadAsync(_lines, cancellationToken);

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            Write($"{DateTime.UtcNow:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {formatter(state, exception)}", logLevel >= LogLevel.Error);
    }
}
