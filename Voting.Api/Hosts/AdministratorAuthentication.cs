using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Voting.Api.Http;
using Voting.Contracts.Errors;

namespace Voting.Api.Hosts;

/// <summary>The key of the installation; section <c>Administrator</c>.</summary>
internal sealed class AdministratorOptions
{
    public const string Section = "Administrator";

    /// <summary>Who has it may open, change and close polls.</summary>
    [Required]
    [MinLength(16)]
    public string Key { get; init; } = "";

    /// <summary>The host name under which the key is taken, for a deployment that lets only known networks reach that host; any when empty.</summary>
    public string Host { get; init; } = "";
}

/// <summary>
/// Who sends <c>Authorization: Bearer &lt;administrator key&gt;</c> is a host of every poll. The key is compared in constant time; wrong
/// keys are counted, logged and slowed by the client's address. It runs before the body is read: a stranger's body is nobody's business.
/// </summary>
internal sealed class AdministratorAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> schemeOptions, ILoggerFactory loggers, UrlEncoder encoder,
    IOptions<AdministratorOptions> options, WrongKeys wrongKeys) : AuthenticationHandler<AuthenticationSchemeOptions>(schemeOptions, loggers, encoder)
{
    public const string SchemeName = "AdministratorKey";
    private const string Prefix = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        // Even the right key waits: otherwise an answer at once would tell which of many is right.
        if (wrongKeys.MustWait(Context))
        {
            return Task.FromResult(AuthenticateResult.Fail(ErrorCode.TooManyWrongKeys));
        }

        // Another host gets the same answer as a wrong key: it says nothing about the key.
        if (!(IsAtTheHost() & IsTheKey(header[Prefix.Length..].Trim())))
        {
            wrongKeys.Add(Context);
            return Task.FromResult(AuthenticateResult.Fail(ErrorCode.KeyRequired));
        }

        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Role, HostPolicy.Administrator)], SchemeName);
        return Task.FromResult(AuthenticateResult.Success(new(new(identity), SchemeName)));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var failure = (await HandleAuthenticateOnceSafeAsync()).Failure?.Message;
        if (failure == ErrorCode.TooManyWrongKeys)
        {
            await ApiErrors.TooManyRequests(Context, ErrorCode.TooManyWrongKeys, "Too many wrong keys came from this address. Try again later.", wrongKeys.RetryAfterSeconds)
                .ExecuteAsync(Context);
            return;
        }

        Response.Headers.WWWAuthenticate = "Bearer";
        await ApiErrors.Problem(StatusCodes.Status401Unauthorized, ErrorCode.KeyRequired, "This needs the administrator key.").ExecuteAsync(Context);
    }

    private bool IsAtTheHost() => options.Value.Host.Length is 0 || Request.Host.Host.Equals(options.Value.Host, StringComparison.OrdinalIgnoreCase);

    private bool IsTheKey(string given) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(options.Value.Key)), SHA256.HashData(Encoding.UTF8.GetBytes(given)));
}
