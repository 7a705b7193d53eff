using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Voting.Worker.Operations;

/// <summary>The key of the installation, as the API has it; section <c>Administrator</c>.</summary>
internal sealed class AdministratorOptions
{
    public const string Section = "Administrator";

    /// <summary>Who has it may ask for the recount and handle dead letters. Without one, or with an empty one, nobody may.</summary>
    [RegularExpression("(?s).{16,}", ErrorMessage = "Administrator:Key must have at least 16 characters.")]
    public string? Key { get; init; }
}

/// <summary>Under which names the operations are asked for; section <c>Operations</c>.</summary>
internal sealed class OperationsOptions
{
    public const string Section = "Operations";

    /// <summary>Host names besides this machine's own (<c>localhost</c>, loopback addresses), which port-forwarding uses; comma-separated.</summary>
    public string Hosts { get; init; } = "";
}

/// <summary>
/// Lets through who sends <c>Authorization: Bearer &lt;administrator key&gt;</c>, and no web page: a page of another site, and a name that a
/// page has pointed at this address (DNS rebinding), are refused whatever they send.
/// </summary>
internal sealed class OperationsGuard(IOptions<AdministratorOptions> administrator, IOptions<OperationsOptions> operations) : IEndpointFilter
{
    private const string Prefix = "Bearer ";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!IsKnown(http.Request.Host.Host) || IsFromAnotherSite(http.Request))
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status403Forbidden, title: "Web pages and unknown host names may not ask for this.");
        }

        if (!HasTheKey(http.Request))
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return TypedResults.Problem(statusCode: StatusCodes.Status401Unauthorized, title: "This needs the administrator key.");
        }

        return await next(context);
    }

    private bool IsKnown(string host)
        => host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address))
            || operations.Value.Hosts.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Contains(host, StringComparer.OrdinalIgnoreCase);

    private static bool IsFromAnotherSite(HttpRequest request)
        => request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && site.ToString() is not ("same-origin" or "none")
            || request.Headers.Origin is { Count: > 0 } origin && origin.ToString() != $"{request.Scheme}://{request.Host}";

    private bool HasTheKey(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return administrator.Value.Key is { Length: > 0 } key && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(key)), SHA256.HashData(Encoding.UTF8.GetBytes(header[Prefix.Length..].Trim())));
    }
}
