using System.Collections.Concurrent;

namespace Voting.Rehearsal.Engine;

/// <summary>What went otherwise than promised, said when it happens and again at the end.</summary>
internal sealed class ProblemList(TextWriter progress)
{
    private readonly ConcurrentQueue<string> _problems = new();

    public IReadOnlyCollection<string> All => _problems;

    public void Add(string problem)
    {
        _problems.Enqueue(problem);
        progress.WriteLine($"  PROBLEM: {problem}");
    }
}
