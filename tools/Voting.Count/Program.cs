using Voting.Count;
using Voting.Count.Import;
using Voting.Count.Verify;

if (args is ["verify", .. var bundle])
{
    return new VerifyBundle(Console.Out, Console.Error).Run(bundle);
}

if (args is ["import", .. var import])
{
    return await new ImportFile(Console.Out, Console.Error).RunAsync(import, CancellationToken.None);
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
