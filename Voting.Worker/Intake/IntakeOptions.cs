using System.ComponentModel.DataAnnotations;

namespace Voting.Worker.Intake;

/// <summary>How the worker takes entries from the stream; section <c>Intake</c>.</summary>
internal sealed class IntakeOptions
{
    public const string Section = "Intake";

    /// <summary>Entries per batch, hence per transaction.</summary>
    [Range(1, 20_000)]
    public int BatchSize { get; init; } = 4_000;

    /// <summary>An entry that its reader has not acknowledged for so long is taken over. Longer than a batch takes, shorter than people wait.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "01:00:00")]
    public TimeSpan ClaimAfter { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>The pause after a batch that did not empty the stream's tail: lets votes gather, so that one commit carries many.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")]
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(15);

    /// <summary>The longest pause when nothing comes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:05")]
    public TimeSpan IdlePause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>So long entries may wait, while PostgreSQL and Redis answer, without any of them getting an outcome; then the worker says that it is not ready.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan StalledAfter { get; init; } = TimeSpan.FromSeconds(30);
}
