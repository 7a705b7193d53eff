using Voting.Worker.Streams;

namespace Voting.Worker.Intake;

/// <summary>Where entries go that cannot be stored, each with its reason: the stream <c>votes:dead</c>, a metric and the log.</summary>
internal sealed class DeadLetters(VoteStream stream, IntakeTelemetry telemetry, ILogger<DeadLetters> logger)
{
    public async Task AddAsync(string entryId, string reason)
    {
        await stream.DeadLetterAsync(entryId, reason);
        telemetry.EntryDeadLettered(reason);
        Log.EntryDeadLettered(logger, entryId, reason);
    }
}
