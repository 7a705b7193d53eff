using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Voting.Worker.Tests.Stores;

/// <summary>Keeps what is logged.</summary>
internal sealed class LogCapture : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string? Name, Exception? Exception)> _events = new();

    /// <summary>Level, event name and exception of each message.</summary>
    public IReadOnlyCollection<(LogLevel Level, string? Name, Exception? Exception)> Events => _events;

    public ILogger CreateLogger(string categoryName) => new Logger(_events);

    public void Dispose()
    {
    }

    private sealed class Logger(ConcurrentQueue<(LogLevel Level, string? Name, Exception? Exception)> events) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => events.Enqueue((logLevel, eventId.Name, exception));
    }
}
