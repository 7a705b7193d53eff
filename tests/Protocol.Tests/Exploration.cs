namespace Protocol.Tests;

/// <summary>Visits every state that can be reached, each once, whatever the order of the steps.</summary>
internal sealed class Exploration(Bounds bounds, Defect defect)
{
    private readonly Steps _steps = new(bounds, defect);
    private readonly Dictionary<State, int> _numbers = [];
    private readonly List<State> _states = [];
    private readonly List<(int From, string Step)> _reachedBy = [];
    private readonly List<(int From, int To)> _transitions = [];

    public int States => _states.Count;

    public int Transitions => _transitions.Count;

    /// <summary>The shortest way to a state that breaks an invariant or can never settle, or null where there is none.</summary>
    public string? Run()
    {
        var voters = bounds.Voters.Distinct().Count();
        Reach(default(State).WithCrashesLeft(bounds.Crashes), -1, "start");
        for (var current = 0; current < _states.Count; current++)
        {
            if (Expected.Violation(_steps, _states[current], voters) is { } violation)
            {
                return $"{violation}: {Way(current)}";
            }

            foreach (var (step, next) in _steps.After(_states[current]))
            {
                _transitions.Add((current, Reach(next, current, step)));
            }
        }

        return NeverSettling() is { } stuck ? $"never settles: {Way(stuck)}" : null;
    }

    private int Reach(State state, int from, string step)
    {
        if (_numbers.TryAdd(state, _states.Count))
        {
            _states.Add(state);
            _reachedBy.Add((from, step));
        }

        return _numbers[state];
    }

    // From every state a settled one can be reached: whatever has happened, it is never too late.
    private int? NeverSettling()
    {
        // The transitions backwards: those into a state lie together, from where the previous state's end.
        var ends = new int[_states.Count + 1];
        foreach (var (_, to) in _transitions)
        {
            ends[to + 1]++;
        }

        for (var state = 0; state < _states.Count; state++)
        {
            ends[state + 1] += ends[state];
        }

        var (next, sources) = (ends[..^1], new int[_transitions.Count]);
        foreach (var (from, to) in _transitions)
        {
            sources[next[to]++] = from;
        }

        var settling = new bool[_states.Count];
        var open = new Queue<int>(Enumerable.Range(0, _states.Count).Where(state => Expected.IsSettled(_states[state])));
        foreach (var settled in open)
        {
            settling[settled] = true;
        }

        while (open.TryDequeue(out var state))
        {
            foreach (var earlier in sources.AsSpan(ends[state]..ends[state + 1]))
            {
                if (!settling[earlier])
                {
                    settling[earlier] = true;
                    open.Enqueue(earlier);
                }
            }
        }

        return Array.IndexOf(settling, false) is >= 0 and var stuck ? stuck : null;
    }

    private string Way(int state)
    {
        var steps = new Stack<string>();
        for (; _reachedBy[state].From >= 0; state = _reachedBy[state].From)
        {
            steps.Push(_reachedBy[state].Step);
        }

        return string.Join(", ", steps);
    }
}
