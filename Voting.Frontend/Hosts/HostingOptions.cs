namespace Voting.Frontend.Hosts;

/// <summary>Section <c>Hosting</c>, the same as the API's: what the console offers. The API decides.</summary>
internal sealed class HostingOptions
{
    public const string Section = "Hosting";

    /// <summary>Who may make a new poll.</summary>
    public HostingCreate Create { get; init; } = HostingCreate.Administrator;
}

internal enum HostingCreate
{
    /// <summary>Who has the administrator key.</summary>
    Administrator,

    /// <summary>Everyone who reaches the site. Whoever makes a poll is its host.</summary>
    Anyone,
}
