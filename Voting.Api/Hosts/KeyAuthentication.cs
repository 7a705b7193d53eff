using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Voting.Api.Http;
using Voting.Api.Polls;
using Voting.Contracts.Errors;
using Voting.Contracts.Hosts;

namespace Voting.Api.Hosts;

/// <summary>
/// Who sends <c>Authorization: Bearer &lt;administrator key&gt;</c> is a host of every poll, and who sends the host key of the poll that the
/// request is about is a host of that one. Keys are compared in constant time; wrong ones are counted, logged and slowed by the client's
/// address. It runs before the body is read: a stranger's body is nobody's business.
/// </summary>
internal sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> schemeOptions, ILoggerFactory loggers, UrlEncoder encoder,
    IOptions<AdministratorOptions> options, WrongKeys wrongKeys) : AuthenticationHandler<AuthenticationSchemeOptions>(schemeOptions, loggers, encoder)
{
    // The name in the OpenAPI document, from when there was no other key.
    public const string SchemeName = "AdministratorKey";
    private const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        // Even the right key waits: otherwise an answer at once would tell which of many is right.
        if (wrongKeys.MustWait(Context))
        {
            return AuthenticateResult.Fail(ErrorCode.TooManyWrongKeys);
        }

        var key = header[Prefix.Length..].Trim();
        var poll = Request.RouteValues["poll"] as string;
        // Another host name gets the same answer as a wrong key: it says nothing about the key.
        if (IsAtTheHost() & IsTheKey(key))
        {
            return Success(HostPolicy.Administrator);
        }

        if (HostKey.IsHostKey(key))
        {
            if (poll is null)
            {
                // Of which poll it is nobody asks here.
                return AuthenticateResult.NoResult();
            }

            if (HostKey.Matches(key, await HashAsync(poll)))
            {
                return Success(HostPolicy.HostOfPoll);
            }
        }

        wrongKeys.Add(Context);
        return AuthenticateResult.Fail(ErrorCode.KeyRequired);
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
        await ApiErrors.Problem(StatusCodes.Status401Unauthorized, ErrorCode.KeyRequired, "This needs the administrator key, or the host key of the poll.").ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
        => ApiErrors.Problem(StatusCodes.Status403Forbidden, ErrorCode.HostingRestricted, "Only the administrator makes new polls here.").ExecuteAsync(Context);

    private bool IsAtTheHost() => options.Value.Host.Length is 0 || Request.Host.Host.Equals(options.Value.Host, StringComparison.OrdinalIgnoreCase);

    private bool IsTheKey(string given) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(options.Value.Key)), SHA256.HashData(Encoding.UTF8.GetBytes(given)));

    // Only here: this handler is made for every vote, and votes need no database.
    private Task<byte[]?> HashAsync(string poll) => Context.RequestServices.GetRequiredService<PollsDbContext>().Polls
        .Where(row => row.Id == poll).Select(row => row.HostKeyHash).FirstOrDefaultAsync(Context.RequestAborted);

    private static AuthenticateResult Success(string role)
        => AuthenticateResult.Success(new(new(new ClaimsIdentity([new Claim(ClaimTypes.Role, role)], SchemeName)), SchemeName));
}
