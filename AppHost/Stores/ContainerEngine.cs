using System.Diagnostics;
using Microsoft.Extensions.Configuration;

namespace AppHost.Stores;

/// <summary>Whether this machine can run the containers of the model.</summary>
internal static class ContainerEngine
{
    /// <summary>Whether the engine that Aspire would use answers. Another one than Docker must be named, as one that is merely installed may not be able to fetch images.</summary>
    public static bool Answers(IConfiguration configuration)
    {
        var engine = configuration["ASPIRE_CONTAINER_RUNTIME"] ?? configuration["DOTNET_ASPIRE_CONTAINER_RUNTIME"] ?? "docker";
        // The question and the limit of 10 s are those of Aspire itself.
        using var question = Process.Start("/bin/sh", ["-c", "exec timeout 10 \"$0\" container ls -n 1 >/dev/null 2>&1", engine]);
        question.WaitForExit();
        return question.ExitCode == 0;
    }
}
