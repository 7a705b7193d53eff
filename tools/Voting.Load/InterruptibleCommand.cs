using System.Net.Sockets;
using System.Runtime.InteropServices;
using Npgsql;

namespace Voting.Load;

/// <summary>A command that starts processes: also after Ctrl-C or SIGTERM it ends what it started, and says in a line why it ended.</summary>
internal static class InterruptibleCommand
{
    private const int Failed = 1, CalledWrongly = 64, Interrupted = 130;

    /// <returns>The exit code: the command's own, or one of the three.</returns>
    public static async Task<int> RunAsync(string usage, Func<CancellationToken, Task<int>> command)
    {
        using var cancel = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        try
        {
            return await command(cancel.Token);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            Console.Error.WriteLine("Interrupted; everything that was started is ended.");
            return Interrupted;
        }
        catch (UsageException error)
        {
            Console.Error.WriteLine($"{error.Message}\n{usage}");
            return CalledWrongly;
        }
        catch (Exception error) when (error is InvalidOperationException or TimeoutException or IOException or SocketException or HttpRequestException or NpgsqlException)
        {
            Console.Error.WriteLine(error.Message);
            return Failed;
        }

        // The first signal lets the command end what it started.
        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            cancel.Cancel();
        }
    }
}
