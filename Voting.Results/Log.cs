namespace Voting.Results;

/// <summary>What this service logs. The names are public, like an API.</summary>
internal static partial class Log
{
    [LoggerMessage(EventName = "LedgerConnected", Level = LogLevel.Information, Message = "Listening to the ledger; {Polls} polls read")]
    public static partial void LedgerConnected(ILogger logger, int polls);

    [LoggerMessage(EventName = "LedgerLost", Level = LogLevel.Warning, Message = "The ledger cannot be read; connecting again until it can")]
    public static partial void LedgerLost(ILogger logger, Exception exception);

    [LoggerMessage(EventName = "ReadFailed", Level = LogLevel.Debug, Message = "Poll {Poll} could not be read; trying again")]
    public static partial void ReadFailed(ILogger logger, string poll, Exception exception);

    [LoggerMessage(EventName = "PollUnreadable", Level = LogLevel.Error, Message = "The ledger's record of poll {Poll} cannot be read, so its result cannot be shown")]
    public static partial void PollUnreadable(ILogger logger, string poll, Exception exception);

    [LoggerMessage(EventName = "ListNotRead", Level = LogLevel.Warning, Message = "The list of polls could not be read; showing the last one")]
    public static partial void ListNotRead(ILogger logger, Exception exception);

    [LoggerMessage(EventName = "RefreshFailed", Level = LogLevel.Error, Message = "Poll {Poll} is not refreshed until it changes again")]
    public static partial void RefreshFailed(ILogger logger, string poll, Exception exception);
}
