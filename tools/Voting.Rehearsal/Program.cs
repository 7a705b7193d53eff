using Voting.Load;
using Voting.Rehearsal;
using Voting.Rehearsal.Report;

// By scripts/rehearse.sh, which names its podman: PODMAN [--rate N] [--seed S] [--json FILE]
return await InterruptibleCommand.RunAsync("usage: ./voting rehearse [--rate N] [--seed S] [--json FILE]", async ct =>
{
    var arguments = new Arguments(args.Skip(1));
    var rate = arguments.Number("--rate", 500);
#pragma warning disable CA5394 // A seed that is printed, no secret.
    var seed = arguments.Number("--seed", Random.Shared.Next(1_000_000));
#pragma warning restore CA5394
    var json = arguments.Value("--json");
    arguments.EnsureAllUsed();

    var outcome = await new RehearsalRun(args[0], rate, seed, Console.Out).RunAsync(ct);
    Console.WriteLine();
    Console.Write(Table.Text(outcome));
    RehearsalPage.Write(outcome);
    if (json is not null)
    {
        await File.WriteAllTextAsync(json, Table.Json(outcome), ct);
    }

    return outcome.Kept ? 0 : 1;
});
