namespace Aspire.Hosting.Orchestration;

/// <summary>How this run differs from another one.</summary>
/// <param name="DcpFolder">Where the DCP program lies.</param>
/// <param name="DashboardProgram">The dashboard's program.</param>
/// <param name="WithDashboard">Whether to start the dashboard.</param>
/// <param name="RandomPorts">Whether fixed public ports are ignored, so that several applications run side by side.</param>
/// <param name="DataRoot">Where volumes are kept; null for a temporary place that goes when the application ends.</param>
/// <param name="AppHost">The assembly of the AppHost.</param>
internal sealed record RunOptions(
    string DcpFolder, string DashboardProgram, bool WithDashboard, bool RandomPorts, string? DataRoot, Assembly? AppHost)
{
    public const string Version = "13.5.4";

    public static RunOptions From(DistributedApplicationBuilder builder, bool testing)
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg ? xdg : Path.Combine(Home, ".cache");
        var bundle = Path.Combine(cache, "voting", $"aspire-{Version}", "bundle");
        return new(
            builder.Configuration["ASPIRE_DCP_PATH"] ?? Path.Combine(bundle, "dcp"),
            builder.Configuration["ASPIRE_DASHBOARD_PATH"] ?? Path.Combine(bundle, "managed", "aspire-managed"),
            !testing,
            builder.Configuration.GetValue("DcpPublisher:RandomizePorts", false),
            testing ? null : DefaultDataRoot,
            builder.AppHostAssembly);
    }

    // PostgreSQL refuses to be root, and the user that it runs as cannot enter root's home.
    private static string DefaultDataRoot
        => Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } xdg ? Path.Combine(xdg, "voting")
        : Environment.IsPrivilegedProcess ? "/var/lib/voting"
        : Path.Combine(Home, ".local", "share", "voting");

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
}

/// <summary>How long a person waits before hearing of it.</summary>
internal sealed class RunPatience
{
    /// <summary>Until the AppHost's console says what a resource still waits for; the wait goes on.</summary>
    public TimeSpan UntilReminder { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Until a data folder that another process uses is given up.</summary>
    public TimeSpan ForLock { get; set; } = TimeSpan.FromSeconds(20);
}
