using Voting.Count;

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
