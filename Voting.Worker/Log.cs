namespace Voting.Worker;

/// <summary>Everything the worker logs. Names are an interface; no message carries a voter.</summary>
internal static partial class Log
{
    [LoggerMessage(EventName = "IntakeInterrupted", Level = LogLevel.Warning, Message = "Intake interrupted: {Reason}. Nothing is lost, the entries stay on the stream; trying again")]
    public static partial void IntakeInterrupted(ILogger logger, string reason);

    [LoggerMessage(EventName = "IntakeFailed", Level = LogLevel.Error, Message = "Intake stopped by an error that is no outage. Nothing is lost, the entries stay on the stream; trying again")]
    public static partial void IntakeFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventName = "IntakeStalled", Level = LogLevel.Error, Message = "{InFlight} entries wait, PostgreSQL and Redis answer, and no entry got an outcome for {Seconds:F0} s")]
    public static partial void IntakeStalled(ILogger logger, long inFlight, double seconds);

    [LoggerMessage(EventName = "IntakeMoves", Level = LogLevel.Information, Message = "Entries get their outcome again")]
    public static partial void IntakeMoves(ILogger logger);

    [LoggerMessage(EventName = "IntakeResumed", Level = LogLevel.Information, Message = "Intake goes on after {Seconds:F1} s")]
    public static partial void IntakeResumed(ILogger logger, double seconds);

    [LoggerMessage(EventName = "EntriesClaimed", Level = LogLevel.Information, Message = "Took over {Count} entries that another worker left unfinished")]
    public static partial void EntriesClaimed(ILogger logger, int count);

    [LoggerMessage(EventName = "EntryDeadLettered", Level = LogLevel.Warning, Message = "Entry {EntryId} was dead-lettered: {Reason}")]
    public static partial void EntryDeadLettered(ILogger logger, string entryId, string reason);

    [LoggerMessage(EventName = "StreamReset", Level = LogLevel.Warning, Message = "The stream's last id was from the future, so that the API appended nothing; the stream goes on in the present")]
    public static partial void StreamReset(ILogger logger);

    [LoggerMessage(EventName = "PollFinal", Level = LogLevel.Information, Message = "The result of poll {Poll} is final")]
    public static partial void PollFinal(ILogger logger, string poll);

    [LoggerMessage(EventName = "BalanceNotZero", Level = LogLevel.Error, Message = "The ledger balance has been {Balance} for {Seconds:F0} s: accepted {Accepted}, stored {Stored}, in flight {InFlight}, dead-lettered {DeadLettered}")]
    public static partial void BalanceNotZero(ILogger logger, long balance, double seconds, long accepted, long stored, long inFlight, long deadLettered);

    [LoggerMessage(EventName = "BalanceUnknown", Level = LogLevel.Debug, Message = "The ledger balance could not be read: {Reason}")]
    public static partial void BalanceUnknown(ILogger logger, string reason);

    [LoggerMessage(EventName = "StreamUnknown", Level = LogLevel.Debug, Message = "The stream could not be measured: {Reason}")]
    public static partial void StreamUnknown(ILogger logger, string reason);

    [LoggerMessage(EventName = "DeadLettersReplayed", Level = LogLevel.Information, Message = "{Count} dead letters were put back on the stream; {Final} were left, because their poll is final")]
    public static partial void DeadLettersReplayed(ILogger logger, int count, int final);

    [LoggerMessage(EventName = "PollNotCounted", Level = LogLevel.Error, Message = "Poll {Poll} cannot be counted; its ballots are safe, the other polls are counted, and it is tried again")]
    public static partial void PollNotCounted(ILogger logger, string poll, Exception exception);

    [LoggerMessage(EventName = "CountsUnknown", Level = LogLevel.Debug, Message = "Which polls changed could not be read: {Reason}")]
    public static partial void CountsUnknown(ILogger logger, string reason);
}
