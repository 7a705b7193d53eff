namespace Aspire.Hosting.Orchestration;

/// <summary>A program and how to start it.</summary>
/// <param name="Shown">The program that people know it by, where another one starts it.</param>
internal sealed record Launch(string Program, IReadOnlyList<string> Arguments, string WorkingDirectory, string? Shown = null);

/// <summary>Everything that a server of this machine needs in place of its container.</summary>
/// <param name="DataFolder">Where it keeps its data, and its predecessor did.</param>
/// <param name="RunFolder">A private folder that goes when the application ends.</param>
/// <param name="Port">The port to listen on, on localhost only.</param>
/// <param name="Arguments">The arguments that the container would get.</param>
/// <param name="SearchPath">The folders in which programs are looked for.</param>
/// <param name="LockPatience">How long to wait for a process that still uses the data.</param>
/// <param name="Console">The resource's console.</param>
internal sealed record LocalServer(string DataFolder, string RunFolder, int Port, IReadOnlyList<string> Arguments, IReadOnlyList<string> SearchPath, TimeSpan LockPatience, ILogger Console);

/// <summary>How to run the same server on this machine that the container holds.</summary>
internal sealed record LocalServerAnnotation(Func<LocalServer, CancellationToken, Task<Launch>> Prepare) : IResourceAnnotation;
