namespace Voting.Migrations;

/// <summary>Everything this program logs. Event names are an interface.</summary>
internal static partial class Log
{
    [LoggerMessage(EventName = "Migrated", Level = LogLevel.Information, Message = "Roles, schemas and scripts of database {Database} are up to date")]
    public static partial void Migrated(ILogger logger, string database);

    [LoggerMessage(EventName = "DatabaseNotReady", Level = LogLevel.Information, Message = "PostgreSQL is not ready yet: {Reason}; trying again")]
    public static partial void DatabaseNotReady(ILogger logger, string reason);

    [LoggerMessage(EventName = "OwnerChanged", Level = LogLevel.Information, Message = "The {Thing} belonged to {Former} and belongs to the owner's role now")]
    public static partial void OwnerChanged(ILogger logger, string thing, string former);

    [LoggerMessage(EventName = "MigrationFailed", Level = LogLevel.Error, Message = "The migration failed")]
    public static partial void MigrationFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventName = "Script", Message = "{Text}")]
    public static partial void Script(ILogger logger, LogLevel level, string text);
}
