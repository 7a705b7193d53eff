namespace Voting.Frontend;

/// <summary>What this service logs. The names are public, like an API; no message names a voter or a choice.</summary>
internal static partial class Log
{
    [LoggerMessage(EventName = "ApiTooSlow", Level = LogLevel.Warning, Message = "The API did not answer within {Seconds} s")]
    public static partial void ApiTooSlow(ILogger logger, double seconds);

    [LoggerMessage(EventName = "ApiUnreachable", Level = LogLevel.Warning, Message = "The API could not be asked: {Reason}")]
    public static partial void ApiUnreachable(ILogger logger, string reason);

    [LoggerMessage(EventName = "VoteRefused", Level = LogLevel.Information, Message = "A ballot for poll {Poll} was not accepted: {Status}")]
    public static partial void VoteRefused(ILogger logger, string poll, int status);

    [LoggerMessage(EventName = "FormRefused", Level = LogLevel.Information, Message = "A form for poll {Poll} was refused: {Reason}")]
    public static partial void FormRefused(ILogger logger, string poll, string reason);

    [LoggerMessage(EventName = "HostFormRefused", Level = LogLevel.Information, Message = "A form of the host console was refused: {Reason}")]
    public static partial void HostFormRefused(ILogger logger, string reason);
}
