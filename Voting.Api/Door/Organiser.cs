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
}

/// <summary>Lets only the organiser through: <c>Authorization: Bearer &lt;organiser key&gt;</c>, compared in constant time.</summary>
internal sealed class OrganiserOnly(IOptions<OrganiserOptions> options) : IEndpointFilter
{
    private const string Scheme = "Bearer ";
    private readonly byte[] _expected = SHA256.HashData(Encoding.UTF8.GetBytes(options.Value.Key));

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var header = context.HttpContext.Request.Headers.Authorization.ToString();
        var given = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : "";
        if (CryptographicOperations.FixedTimeEquals(_expected, SHA256.HashData(Encoding.UTF8.GetBytes(given))))
        {
            return await next(context);
        }

        context.HttpContext.Response.Headers.WWWAuthenticate = "Bearer";
        return TypedResults.Problem("This needs the organiser key.", statusCode: StatusCodes.Status401Unauthorized);
    }
}
