using System.ComponentModel.DataAnnotations;

namespace Voting.Api.Hosts;

/// <summary>The key of the installation; section <c>Administrator</c>.</summary>
internal sealed class AdministratorOptions
{
    public const string Section = "Administrator";

    /// <summary>Who has it is a host of every poll.</summary>
    [Required]
    [MinLength(16)]
    public string Key { get; init; } = "";

    /// <summary>The host name under which the key is taken, for a deployment that lets only known networks reach that host; any when empty.</summary>
    public string Host { get; init; } = "";
}
