namespace Protocol.Tests;

/// <summary>What must hold, said without any of the protocol's steps.</summary>
internal static class Expected
{
    /// <summary>The standing ballot of a voter (entry + 1, or 0) if exactly <paramref name="entries"/> counted: the last one by position.</summary>
    public static int Standing(Steps steps, State state, int voter, int entries)
    {
        for (var entry = state.Length - 1; entry >= 0; entry--)
        {
            if ((entries & (1 << entry)) != 0 && state.Kind(entry) != Steps.Fence && steps.VoterOf(state.Kind(entry)) == voter)
            {
                return entry + 1;
            }
        }

        return 0;
    }

    /// <summary>The first invariant that the state breaks, or null.</summary>
    public static string? Violation(Steps steps, State state, int voters)
    {
        var fence = Steps.FenceOf(state);
        for (var entry = 0; entry < state.Length; entry++)
        {
            if (entry > fence && (state.AtTheDoor & (1 << (state.Kind(entry) - 1))) != 0)
            {
                return "a ballot was accepted behind the fence";
            }

            if (state.Status(entry) == Entry.Acknowledged && entry != fence && ((state.Stored | state.Rejected) & (1 << entry)) == 0)
            {
                return "an acknowledged ballot has no outcome: it is lost";
            }
        }

        var standing = Enumerable.Range(0, voters).Select(state.Standing).ToArray();
        if (state.Tally != standing.Count(ballot => ballot != 0))
        {
            return "the tally is not the number of standing ballots: one is counted twice, or not at all";
        }

        if (standing.Where((ballot, voter) => ballot != Standing(steps, state, voter, state.Stored)).Any())
        {
            return "a standing ballot is not its voter's latest by position";
        }

        if (!state.Final)
        {
            return null;
        }

        if (state.AllStanding != state.Published)
        {
            return "a final result changed";
        }

        var before = (1 << fence) - 1;
        return standing.Where((ballot, voter) => ballot != Standing(steps, state, voter, before)).Any()
            ? "a final result is not what the ballots before the fence say"
            : null;
    }

    /// <summary>Everything has its outcome and the result is final.</summary>
    public static bool IsSettled(State state)
        => state.Final && Enumerable.Range(0, state.Length).All(entry => state.Status(entry) == Entry.Acknowledged);
}
