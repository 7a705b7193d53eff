namespace Voting.Contracts.Hosts;

/// <summary>One action of a host, as the audit log of the poll keeps it.</summary>
/// <param name="Sequence">Counts the entries of the poll, from 1.</param>
/// <param name="At">When, in whole milliseconds.</param>
/// <param name="Action">What was done (<see cref="AuditAction"/>).</param>
/// <param name="Actor">By whom (<see cref="AuditActor"/>).</param>
/// <param name="Detail">What about it, in words; null: nothing.</param>
/// <param name="Hash">SHA-256 over the hash before it and this entry (<see cref="AuditChain"/>), in lower-case hexadecimal digits.</param>
public sealed record AuditEntry(int Sequence, DateTimeOffset At, string Action, string Actor, string? Detail, string Hash);

/// <summary>What hosts do.</summary>
public static class AuditAction
{
    /// <summary>A draft was made.</summary>
    public const string Drafted = "drafted";

    /// <summary>The poll was published: it opened, or opens at its time.</summary>
    public const string Opened = "opened";

    /// <summary>Members of the poll were changed.</summary>
    public const string Changed = "changed";

    /// <summary>A change was taken back, because the poll opened before it got there.</summary>
    public const string ChangeUndone = "change-undone";

    /// <summary>A restore lost the poll, or a change of it, and it was made again from what the stream knows.</summary>
    public const string Rebuilt = "rebuilt";

    /// <summary>Voting codes were made.</summary>
    public const string CodesAdded = "codes-added";

    /// <summary>Voting codes were revoked.</summary>
    public const string CodesRevoked = "codes-revoked";

    /// <summary>The poll was closed by hand.</summary>
    public const string Closed = "closed";

    /// <summary>A closed poll was taken out of the lists.</summary>
    public const string Archived = "archived";

    /// <summary>And back into them.</summary>
    public const string Unarchived = "unarchived";

    /// <summary>Another draft was made of the poll.</summary>
    public const string Duplicated = "duplicated";

    /// <summary>The draft was deleted.</summary>
    public const string Deleted = "deleted";

    /// <summary>The host key was replaced: the one before it is worth nothing any more.</summary>
    public const string HostKeyReplaced = "host-key-replaced";
}

/// <summary>Who does it. No person is named: keys are all that the API knows.</summary>
public static class AuditActor
{
    /// <summary>Who has the key of the installation, or sets it up.</summary>
    public const string Administrator = "administrator";

    /// <summary>Who has the host key of the poll.</summary>
    public const string Host = "host";

    /// <summary>This program.</summary>
    public const string System = "system";
}
