using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>One line of a resource's console.</summary>
public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);

/// <summary>The consoles of all resources: what their processes write, and what the AppHost has to say about them.</summary>
public class ResourceLoggerService
{
    private readonly ConcurrentDictionary<string, ResourceConsole> _consoles = new(StringComparer.OrdinalIgnoreCase);

    internal ResourceLoggerService()
    {
    }

    /// <summary>Writes to the console of a resource.</summary>
    public ILogger GetLogger(IResource resource) => GetLogger(resource.Name);

    /// <summary>Writes to the console of an instance.</summary>
    public ILogger GetLogger(string resourceName) => Console(resourceName);

    /// <summary>The lines so far, and then every new one.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName)
    {
        await foreach (var lines in Console(resourceName).WatchAsync(CancellationToken.None))
        {
            yield return lines;
        }
    }

    /// <inheritdoc cref="WatchAsync(string)" />
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource) => WatchAsync(resource.Name);

    internal ResourceConsole Console(string resourceName) => _consoles.GetOrAdd(resourceName, _ => new());
}

/// <summary>The latest lines of one console.</summary>
internal sealed class ResourceConsole : ILogger
{
    private const int Kept = 10_000;
    private readonly Lock _writing = new();
    private readonly Queue<LogLine> _lines = new();
    private readonly HashSet<Channel<LogLine>> _watchers = [];
    private int _count;

    public LogLine[] Lines
    {
        get
        {
            lock (_writing)
            {
                return [.. _lines];
            }
        }
    }

    public void Write(string content, bool isError)
    {
        lock (_writing)
        {
            var line = new LogLine(++_count, content, isError);
            _lines.Enqueue(line);
            if (_lines.Count > Kept)
            {
                _lines.Dequeue();
            }

            foreach (var watcher in _watchers)
            {
                watcher.Writer.TryWrite(line);
            }
        }
    }

    public async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watcher = Channel.CreateBounded<LogLine>(new BoundedChannelOptions(2 * Kept) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_writing)
        {
            foreach (var line in _lines)
            {
                watcher.Writer.TryWrite(line);
            }

            _watchers.Add(watcher);
        }

        try
        {
            while (await watcher.Reader.WaitToReadAsync(cancellationToken))
            {
                List<LogLine> lines = [];
                while (lines.Count < 500 && watcher.Reader.TryRead(out var line))
                {
                    lines.Add(line);
                }

                yield return lines;
            }
        }
        finally
        {
            lock (_writing)
            {
                _watchers.Remove(watcher);
            }
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            var time = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            Write($"{time} {formatter(state, exception)}", logLevel >= LogLevel.Error);
        }
    }
}
