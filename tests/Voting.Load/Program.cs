using System.Runtime.InteropServices;
using Voting.Load;
using Voting.Load.Bench;
using Voting.Load.Chaos;

const string Usage = """
    usage: bench [--quick] [--json FILE]
           chaos [--faults N] [--seed S] [--only KIND] [--json FILE]
    """;

if (args is [BarePost.Command, .. var variant])
{
    await BarePost.RunAsync(minimal: variant is [BarePost.Minimal]);
    return 0;
}

using var cancel = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
try
{
    return args switch
    {
        ["bench", .. var options] => await BenchCommand.RunAsync(new(options), cancel.Token),
        ["chaos", .. var options] => await ChaosCommand.RunAsync(new(options), cancel.Token),
        _ => throw new UsageException("bench or chaos?"),
    };
}
catch (OperationCanceledException) when (cancel.IsCancellationRequested)
{
    Console.Error.WriteLine("Interrupted; everything that was started is ended.");
    return 130;
}
catch (UsageException error)
{
    Console.Error.WriteLine($"{error.Message}\n{Usage}");
    return 64;
}
catch (Exception error) when (error is InvalidOperationException or TimeoutException or IOException or System.Net.Sockets.SocketException or HttpRequestException or Npgsql.NpgsqlException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}

// The first Ctrl-C lets the run end what it started.
void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    cancel.Cancel();
}
