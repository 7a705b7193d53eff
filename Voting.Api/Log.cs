namespace Voting.Api;

/// <summary>Everything this service logs. Names are an interface; no message carries a voter.</summary>
internal static partial class Log
{
    [LoggerMessage(EventName = "StoreUnavailable", Level = LogLevel.Warning, Message = "Answered 503: {Kind}: {Reason}")]
    public static partial void StoreUnavailable(ILogger logger, string kind, string reason);

    [LoggerMessage(EventName = "OutboxInterrupted", Level = LogLevel.Warning, Message = "Polls could not be published: {Reason}; trying again")]
    public static partial void OutboxInterrupted(ILogger logger, string reason);

    [LoggerMessage(EventName = "PollPublished", Level = LogLevel.Information, Message = "Poll {Poll} version {Version} is on the stream")]
    public static partial void PollPublished(ILogger logger, string poll, int version);

    [LoggerMessage(EventName = "PollClosed", Level = LogLevel.Information, Message = "The close marker of poll {Poll} is on the stream")]
    public static partial void PollClosed(ILogger logger, string poll);

    [LoggerMessage(EventName = "PollUnreadable", Level = LogLevel.Error, Message = "Poll {Poll} cannot be read and is left out; the others go on")]
    public static partial void PollUnreadable(ILogger logger, string poll, Exception fault);

    [LoggerMessage(EventName = "WrongKey", Level = LogLevel.Warning, Message = "A wrong administrator key or host key was sent to {Path}")]
    public static partial void WrongKey(ILogger logger, string path);

    [LoggerMessage(EventName = "ChangeCameTooLate", Level = LogLevel.Warning, Message = "Poll {Poll} opened before its changed options reached the stream; it stays as it opened")]
    public static partial void ChangeCameTooLate(ILogger logger, string poll);

    [LoggerMessage(EventName = "VoterKeyMissing", Level = LogLevel.Error, Message = "Poll {Poll} was opened under the voter key {Fingerprint}, which is not in Voter:Keys, so it accepts no votes here. Give the key back, or close the poll")]
    public static partial void VoterKeyMissing(ILogger logger, string poll, string? fingerprint);

    [LoggerMessage(EventName = "StoresDiffer", Level = LogLevel.Error, Message = "No vote is accepted: {Difference} Reconcile the stores: docs/runbook.md, A store was restored")]
    public static partial void StoresDiffer(ILogger logger, string difference);

    [LoggerMessage(EventName = "StoresAgree", Level = LogLevel.Information, Message = "The stores agree again; votes are accepted")]
    public static partial void StoresAgree(ILogger logger);

    [LoggerMessage(EventName = "StoresReconciled", Level = LogLevel.Warning, Message = "The stores were reconciled: {Rebuilt} polls rebuilt, {Delivered} entries delivered again, {Missing} missing, {LostByRedis} unknown to Redis")]
    public static partial void StoresReconciled(ILogger logger, int rebuilt, long delivered, long missing, long lostByRedis);

    [LoggerMessage(EventName = "VoterKeysUnchecked", Level = LogLevel.Warning, Message = "The voter keys of open polls could not be checked: {Reason}; trying again")]
    public static partial void VoterKeysUnchecked(ILogger logger, string reason);
}
