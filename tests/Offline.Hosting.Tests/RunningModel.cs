using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Offline.Hosting.Tests;

/// <summary>An application that really runs, and what its console and its dashboard say.</summary>
internal sealed class RunningModel : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private readonly CancellationTokenSource _deadline = new(_patience);
    private readonly IDistributedApplicationTestingBuilder _builder;
    private readonly ConsoleLines _console = new();

    private RunningModel(IDistributedApplicationTestingBuilder builder) => _builder = builder;

    public DistributedApplication App { get; private set; } = null!;

    /// <summary>The AppHost's own console: warnings and worse.</summary>
    public IEnumerable<string> Console => _console.Lines;

    public CancellationToken Deadline => _deadline.Token;

    public static async Task<RunningModel> StartAsync(Action<IDistributedApplicationTestingBuilder> describe, params string[] args)
    {
        var running = new RunningModel(Model.Create(args));
        running._builder.Services.AddSingleton<ILoggerProvider>(running._console);
        describe(running._builder);
        try
        {
            running.App = await running._builder.BuildAsync(running.Deadline);
            await running.App.StartAsync(running.Deadline);
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    public Task<ResourceEvent> SeeAsync(string resource, string state)
        => App.ResourceNotifications.WaitForResourceAsync(resource, e => e.Snapshot.State?.Text == state, Deadline);

    public Task HealthyAsync(string resource) => App.ResourceNotifications.WaitForResourceHealthyAsync(resource, Deadline);

    public async Task CommandAsync(string resource, string command)
    {
        var result = await App.ResourceCommands.ExecuteCommandAsync(resource, command, Deadline);
        Assert.True(result.Success, result.Message);
    }

    /// <summary>Waits for a line of the AppHost's console.</summary>
    public async Task<string> SaysAsync(params string[] parts)
    {
        while (true)
        {
            if (Console.FirstOrDefault(line => parts.All(part => line.Contains(part, StringComparison.Ordinal))) is { } found)
                return found;
            Assert.False(Deadline.IsCancellationRequested, $"'{string.Join("' and '", parts)}' is not among: {string.Join(Environment.NewLine, Console)}");
            await Task.Delay(25);
        }
    }

    /// <summary>Waits for a line in the dashboard's console of a resource.</summary>
    public async Task ShowsAsync(ResourceEvent seen, string part)
    {
        await foreach (var lines in App.Services.GetRequiredService<ResourceLoggerService>().WatchAsync(seen.ResourceId).WithCancellation(Deadline))
        {
            if (lines.Any(line => line.Content.Contains(part, StringComparison.Ordinal)))
                return;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _builder.DisposeAsync();
        _deadline.Dispose();
        _console.Dispose();
    }

    private sealed class ConsoleLines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                Lines.Enqueue(formatter(state, exception));
        }

        public void Dispose() => Lines.Clear();
    }
}
