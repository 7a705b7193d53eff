namespace Voting.Api.Hosts;

/// <summary>Who may make new polls; section <c>Hosting</c>.</summary>
internal sealed class HostingOptions
{
    public const string Section = "Hosting";

    /// <summary>Who may make a new poll. Whoever makes one gets its host key.</summary>
    public HostingCreate Create { get; init; } = HostingCreate.Administrator;
}

internal enum HostingCreate
{
    /// <summary>Who has the key of the installation.</summary>
    Administrator,

    /// <summary>Everyone who reaches the API.</summary>
    Anyone,
}
