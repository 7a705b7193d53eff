namespace Voting.Frontend.Hosts.Texts;

/// <summary>What hosts do, in words.</summary>
internal static class AuditText
{
    public static string Of(string action) => action switch
    {
        "drafted" => "Draft made",
        "opened" => "Opened or scheduled",
        "changed" => "Changed",
        "change-undone" => "Change taken back: the poll had opened",
        "closed" => "Closed by hand",
        "archived" => "Archived",
        "unarchived" => "Back in the lists",
        "duplicated" => "Duplicated",
        "deleted" => "Deleted",
        "host-key-replaced" => "Host key replaced",
        _ => action,
    };

    public static string Actor(string actor) => actor switch
    {
        "administrator" => "Administrator",
        "host" => "Host",
        "system" => "System",
        _ => actor,
    };
}
