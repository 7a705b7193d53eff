using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Voting.Api.Door;

/// <summary>Section <c>Organiser</c>.</summary>
internal sealed class OrganiserOptions
{
    public const string Section = "Organiser";

    /// <summary>Who has it may open, change and close polls.</summary>
    [Required]
    [MinLength(16)]
    public string Key { get; init; } = "";

    /// <summary>The host name under which the key is taken, for a deployment that lets only known networks reach that host; any when empty.</summary>
    public string Host { get; init; } = "";
}

/// <summary>Marks an endpoint that only the organiser may use.</summary>
internal sealed class OrganiserOnly;

/// <summary>
/// Lets only the organiser through to such endpoints: <c>Authorization: Bearer &lt;organiser key&gt;</c>, compared in constant time.
/// A middleware, because a filter runs after the body is read: a stranger's body is nobody's business.
/// </summary>
internal sealed class OrganiserGate(RequestDelegate next, IOptions<OrganiserOptions> options)
{
    private const string Scheme = "Bearer ";
    private readonly string _host = options.Value.Host;
    private readonly byte[] _expected = SHA256.HashData(Encoding.UTF8.GetBytes(options.Value.Key));

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<OrganiserOnly>() is null || (IsAtTheHost(context.Request) & HasKey(context.Request)))
        {
            return next(context);
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        return TypedResults.Problem("This needs the organiser key.", statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(context);
    }

    // Another host gets the same answer as a wrong key: it says nothing about the key.
    private bool IsAtTheHost(HttpRequest request) => _host.Length is 0 || request.Host.Host.Equals(_host, StringComparison.OrdinalIgnoreCase);

    private bool HasKey(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        var given = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : "";
        return CryptographicOperations.FixedTimeEquals(_expected, SHA256.HashData(Encoding.UTF8.GetBytes(given)));
    }
}
