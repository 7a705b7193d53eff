using System.ComponentModel.DataAnnotations;

namespace Voting.Api.Door;

/// <summary>How much is let in; section <c>Door</c>.</summary>
internal sealed class DoorOptions
{
    public const string Section = "Door";

    /// <summary>Entries on the stream beyond which votes are refused with 429: what is promised must fit into Redis's memory. About 300 bytes each.</summary>
    [Range(1, 100_000_000)]
    public int MaxBacklog { get; init; } = 2_000_000;

    /// <summary>Votes in progress in this process beyond which it answers 503 at once instead of queueing.</summary>
    [Range(1, 100_000)]
    public int MaxInProgress { get; init; } = 2_000;
}
