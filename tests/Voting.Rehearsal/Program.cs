using System.Runtime.InteropServices;
using Voting.Load;
using Voting.Rehearsal;
using Voting.Rehearsal.Report;

// By scripts/rehearse.sh, which names its podman: PODMAN [--rate N] [--seed S] [--json FILE]
using var cancel = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
try
{
    var arguments = new Arguments(args.Skip(1));
    var rate = arguments.Number("--rate", 500);
#pragma warning disable CA5394 // A seed that is printed, no secret.
    var seed = arguments.Number("--seed", Random.Shared.Next(1_000_000));
#pragma warning restore CA5394
    var json = arguments.Value("--json");
    arguments.EnsureAllUsed();

    var outcome = await new RehearsalRun(args[0], rate, seed, Console.Out).RunAsync(cancel.Token);
    Console.WriteLine();
    Console.Write(Table.Text(outcome));
    RehearsalPage.Write(outcome);
    if (json is not null)
    {
        await File.WriteAllTextAsync(json, Table.Json(outcome), cancel.Token);
    }

    return outcome.Kept ? 0 : 1;
}
catch (OperationCanceledException) when (cancel.IsCancellationRequested)
{
    Console.Error.WriteLine("Interrupted; everything that was started is ended.");
    return 130;
}
catch (UsageException error)
{
    Console.Error.WriteLine($"{error.Message}\nusage: ./voting rehearse [--rate N] [--seed S] [--json FILE]");
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
