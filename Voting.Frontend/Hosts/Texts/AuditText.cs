using Voting.Contracts.Hosts;

namespace Voting.Frontend.Hosts.Texts;

/// <summary>What hosts do, in words.</summary>
internal static class AuditText
{
    public static string Of(string action) => action switch
    {
        AuditAction.Drafted => "Draft made",
        AuditAction.Opened => "Opened or scheduled",
        AuditAction.Changed => "Changed",
        AuditAction.ChangeUndone => "Change taken back: the poll had opened",
        AuditAction.CodesAdded => "Voting codes made",
        AuditAction.CodesRevoked => "Voting codes revoked",
        AuditAction.Closed => "Closed by hand",
        AuditAction.Archived => "Archived",
        AuditAction.Unarchived => "Back in the lists",
        AuditAction.Duplicated => "Duplicated",
        AuditAction.Deleted => "Deleted",
        AuditAction.HostKeyReplaced => "Host key replaced",
        _ => action,
    };

    public static string Actor(string actor) => actor switch
    {
        AuditActor.Administrator => "Administrator",
        AuditActor.Host => "Host",
        AuditActor.System => "System",
        _ => actor,
    };
}
