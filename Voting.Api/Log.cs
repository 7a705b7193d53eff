namespace Voting.Api;

/// <summary>Everything this room logs. Names are an interface; no message carries a voter.</summary>
internal static partial class Log
{
    [LoggerMessage(EventName = "StoreUnavailable", Level = LogLevel.Warning, Message = "Answered 503: {Kind}: {Reason}")]
    public static partial void StoreUnavailable(ILogger logger, string kind, string reason);

    [LoggerMessage(EventName = "RelayInterrupted", Level = LogLevel.Warning, Message = "Polls could not be published: {Reason}; trying again")]
    public static partial void RelayInterrupted(ILogger logger, string reason);

    [LoggerMessage(EventName = "PollPublished", Level = LogLevel.Information, Message = "Poll {Poll} version {Version} is on the stream")]
    public static partial void PollPublished(ILogger logger, string poll, int version);

    [LoggerMessage(EventName = "PollClosed", Level = LogLevel.Information, Message = "The fence of poll {Poll} is on the stream")]
    public static partial void PollClosed(ILogger logger, string poll);

    [LoggerMessage(EventName = "PollUnreadable", Level = LogLevel.Error, Message = "Poll {Poll} cannot be read and is left out; the others go on")]
    public static partial void PollUnreadable(ILogger logger, string poll, Exception fault);

    [LoggerMessage(EventName = "VoterKeyMissing", Level = LogLevel.Error, Message = "Poll {Poll} was opened under the voter key {Fingerprint}, which is not in Voter:Keys, so it accepts no votes here. Give the key back, or close the poll")]
    public static partial void VoterKeyMissing(ILogger logger, string poll, string? fingerprint);

    [LoggerMessage(EventName = "VoterKeysUnchecked", Level = LogLevel.Warning, Message = "The voter keys of open polls could not be checked: {Reason}; trying again")]
    public static partial void VoterKeysUnchecked(ILogger logger, string reason);
}
