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

return await InterruptibleCommand.RunAsync(Usage, ct => args switch
{
    ["bench", .. var options] => BenchCommand.RunAsync(new(options), ct),
    ["chaos", .. var options] => ChaosCommand.RunAsync(new(options), ct),
    _ => throw new UsageException("bench or chaos?"),
});
