using System.ComponentModel.DataAnnotations;

namespace Voting.Results.Live;

/// <summary>Section <c>Live</c>: how much this process promises to how many.</summary>
internal sealed class LiveOptions
{
    public const string Section = "Live";

    /// <summary>Streams served at once; further ones get 503 and keep their snapshot.</summary>
    [Range(1, 100_000)]
    public int MaxViewers { get; init; } = 2_000;

    /// <summary>Least milliseconds between two reads of one poll.</summary>
    [Range(10, 60_000)]
    public int ReadPauseMilliseconds { get; init; } = 100;

    /// <summary>Least milliseconds between two pictures sent to one browser.</summary>
    [Range(50, 60_000)]
    public int PicturePauseMilliseconds { get; init; } = 200;

    /// <summary>Seconds between signs of life on a silent stream. A page replaces a stream that was silent for 17 (wwwroot/board.js).</summary>
    [Range(1, 10)]
    public int HeartbeatSeconds { get; init; } = 8;

    /// <summary>Seconds for which a board is kept current after the last one who asked for it or watched it.</summary>
    [Range(1, 86_400)]
    public int KeepSeconds { get; init; } = 120;
}
