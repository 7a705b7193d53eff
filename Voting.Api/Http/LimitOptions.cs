using System.ComponentModel.DataAnnotations;

namespace Voting.Api.Http;

/// <summary>How much is let in; section <c>Limits</c>.</summary>
internal sealed class LimitOptions
{
    public const string Section = "Limits";

    /// <summary>Entries on the stream beyond which votes are refused with 429: what is promised must fit into Redis's memory. A keyed vote takes about 260 bytes there.</summary>
    [Range(1, 100_000_000)]
    public int MaxBacklog { get; init; } = 1_000_000;

    /// <summary>Votes in progress in this process beyond which it answers 503 at once instead of queueing.</summary>
    [Range(1, 100_000)]
    public int MaxInProgress { get; init; } = 2_000;

    /// <summary>Requests per second that one client's address may send in the long run. A class of 200 behind one address votes within two seconds of its burst. 0: no limit.</summary>
    [Range(0, 1_000_000)]
    public int ClientRate { get; init; } = 200;

    /// <summary>Requests that one client's address may send at once before <see cref="ClientRate"/> holds.</summary>
    [Range(1, 10_000_000)]
    public int ClientBurst { get; init; } = 2_000;

    /// <summary>Wrong keys that one client's address may send before it has to wait; one more is allowed each <see cref="WrongKeyPause"/>.</summary>
    [Range(1, 1_000)]
    public int WrongKeys { get; init; } = 10;

    /// <summary>Until one more wrong key is allowed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan WrongKeyPause { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>Wrong voting codes that one client's address may send before it has to wait; one more is allowed each <see cref="WrongCodePause"/>.</summary>
    [Range(1, 100_000)]
    public int WrongCodes { get; init; } = 50;

    /// <summary>Until one more wrong voting code is allowed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan WrongCodePause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Polls that one client's address may make at once where anyone may; one more is allowed each <see cref="NewPollPause"/>.</summary>
    [Range(1, 1_000_000)]
    public int NewPolls { get; init; } = 20;

    /// <summary>Until one more poll is allowed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan NewPollPause { get; init; } = TimeSpan.FromMinutes(1);
}
