using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.Hosting;

/// <summary>Configuration keys that were renamed. A deployment may still hold the old name: it is honoured for one release, and logged at each start.</summary>
public static class RenamedSettings
{
    /// <summary>Gives <paramref name="current"/> the value of <paramref name="old"/> where it has none of its own.</summary>
    /// <param name="builder">The application, after <c>AddServiceDefaults</c>.</param>
    /// <param name="old">The former key, e.g. <c>Door:MaxBacklog</c>.</param>
    /// <param name="current">The key of today, e.g. <c>Limits:MaxBacklog</c>.</param>
    public static void AcceptOldName(this IHostApplicationBuilder builder, string old, string current)
    {
        if (builder.Configuration[old] is not { } value)
        {
            return;
        }

        if (builder.Configuration[current] is null)
        {
            builder.Configuration.AddInMemoryCollection([new(current, value)]);
        }

        builder.NoteOldName(old, current);
    }

    /// <summary>Logs at the start that <paramref name="old"/> is still in use.</summary>
    internal static void NoteOldName(this IHostApplicationBuilder builder, string old, string current)
        => builder.Services.AddSingleton(new RenamedSetting(old, current));

    internal static void AddRenamedSettings(this IHostApplicationBuilder builder) => builder.Services.AddHostedService<RenamedSettingsLog>();
}

/// <summary>A key that was found under its former name.</summary>
internal sealed record RenamedSetting(string Old, string Current);

/// <summary>Logs the former names: while the host is built there is no logger yet.</summary>
internal sealed partial class RenamedSettingsLog(IEnumerable<RenamedSetting> settings, ILogger<RenamedSettingsLog> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var setting in settings.Distinct())
        {
            OldName(logger, setting.Old, setting.Current);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The setting {Old} is now called {Current}; the old name will be ignored in the next release")]
    private static partial void OldName(ILogger logger, string old, string current);
}
