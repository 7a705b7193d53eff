namespace Aspire.Hosting;

/// <summary>A distributed application, ready to run or to be published.</summary>
public partial class DistributedApplication(IHost host) : IHost
{
    /// <summary>What the resources are doing.</summary>
    public ResourceNotificationService ResourceNotifications => Services.GetRequiredService<ResourceNotificationService>();

    /// <summary>What a person may tell a resource to do.</summary>
    public ResourceCommandService ResourceCommands => Services.GetRequiredService<ResourceCommandService>();

    /// <inheritdoc />
    public IServiceProvider Services => host.Services;

    /// <summary>Begins the description of an application, with the AppHost's command line.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args)
        => DistributedApplicationBuilder.Factory.Value?.Invoke(args) ?? new DistributedApplicationBuilder(args);

    /// <summary>Runs until somebody ends it.</summary>
    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>Runs until somebody ends it. What hinders the start is told in one sentence, and as exit code 1.</summary>
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var logger = Services.GetRequiredService<ILogger<DistributedApplication>>();
        var stopping = Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        try
        {
            if (Services.GetRequiredService<DistributedApplicationExecutionContext>().IsPublishMode)
            {
                await Services.GetRequiredService<ManifestPublisher>().PublishAsync(cancellationToken);
                return;
            }

            await host.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Somebody ended it before it had started.
        }
        catch (Exception problem)
        {
            var kind = problem is DistributedApplicationException ? "" : $"{problem.GetType().Name}: ";
            CannotStart(logger, kind + problem.Message);
            Details(logger, problem);
            Environment.ExitCode = 1;
        }
        finally
        {
            await DisposeAsync();
        }
    }

    /// <inheritdoc />
    public virtual Task StartAsync(CancellationToken cancellationToken = default) => host.StartAsync(cancellationToken);

    /// <inheritdoc />
    public virtual Task StopAsync(CancellationToken cancellationToken = default) => host.StopAsync(cancellationToken);

#pragma warning disable CA1816 // There is no finalizer, here or in the genuine type.
    /// <inheritdoc />
    public virtual void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Stops what still runs and removes what was temporary.</summary>
    public virtual ValueTask DisposeAsync() => ((IAsyncDisposable)host).DisposeAsync();
#pragma warning restore CA1816

    [LoggerMessage(LogLevel.Critical, "{Problem}")] private static partial void CannotStart(ILogger logger, string problem);

    [LoggerMessage(LogLevel.Debug, "Where that came from:")] private static partial void Details(ILogger logger, Exception problem);
}
