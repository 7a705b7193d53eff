using System.Security.Claims;
using Voting.Contracts.Hosts;

namespace Voting.Api.Hosts;

/// <summary>Who may do what to polls.</summary>
internal static class HostPolicy
{
    /// <summary>Name of the policy of what the hosts of a poll and the administrator do to it.</summary>
    public const string Host = "Host";

    /// <summary>Name of the policy of making new polls (<see cref="HostingOptions.Create"/>).</summary>
    public const string Create = "Create";

    /// <summary>Role of who has the key of the installation.</summary>
    public const string Administrator = "Administrator";

    /// <summary>Role of who has the host key of the poll that the request is about.</summary>
    public const string HostOfPoll = "HostOfPoll";

    /// <summary>Whether this is the administrator.</summary>
    public static bool IsAdministrator(this ClaimsPrincipal user) => user.IsInRole(Administrator);

    /// <summary>Whether this is a host of the poll that the request is about, which the administrator always is.</summary>
    public static bool IsHost(this ClaimsPrincipal user) => user.IsInRole(HostOfPoll) || user.IsAdministrator();

    /// <summary>The <see cref="AuditActor"/>.</summary>
    public static string Actor(this ClaimsPrincipal user) => user.IsAdministrator() ? AuditActor.Administrator : AuditActor.Host;
}
