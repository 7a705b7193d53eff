namespace Voting.Rehearsal.Rollouts;

/// <summary>How many pods there are, and how many of them are available.</summary>
internal sealed record Count(int Total, int Available);

/// <summary>The arithmetic of a Deployment's controller.</summary>
internal static class RollingUpdate
{
    /// <summary>How many new pods to start, or else how many old ones to end, now. Pods that are leaving count no more.</summary>
    public static (int Start, int End) Next(int replicas, int maxSurge, int maxUnavailable, Count old, Count @new)
    {
        var start = Math.Clamp(replicas + maxSurge - old.Total - @new.Total, 0, replicas - @new.Total);
        if (start > 0)
        {
            return (start, 0);
        }

        // New pods that are not available yet are as good as missing.
        var least = replicas - maxUnavailable;
        var spare = Math.Min(old.Total + @new.Total - least - (@new.Total - @new.Available), old.Available + @new.Available - least);
        return (0, Math.Clamp(spare, 0, old.Total));
    }
}
