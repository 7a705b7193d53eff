using Voting.Count;
using Voting.Count.Verify;

if (args is ["verify", .. var bundle])
{
    return new VerifyBundle(Console.Out, Console.Error).Run(bundle);
}

try
{
    return new CountFiles(Arguments.Parse(args), Console.Out, Console.Error).Run();
}
catch (UsageException problem)
{
    Console.Error.WriteLine($"count: {problem.Message}");
    Console.Error.WriteLine(Arguments.Usage);
    return 64;
}
