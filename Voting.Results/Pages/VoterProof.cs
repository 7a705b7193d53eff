using Microsoft.AspNetCore.DataProtection;
using Voting.Results.Ledger;

namespace Voting.Results.Pages;

/// <summary>
/// That a browser's owner has voted in a poll, where its results are shown to voters first. A receipt in the address is looked up once; from then
/// on a cookie for this poll says so, and the address is dropped. The cookie says nothing else: not which ballot, and not whose.
/// </summary>
internal sealed class VoterProof(LedgerReader reader, IDataProtectionProvider protection, TimeProvider time) : IDisposable
{
    /// <summary>The query parameter that carries a ballot's id.</summary>
    public const string Receipt = "receipt";

    private const string CookieName = "voted";
    private const int Looks = 10;

    // Anybody can send receipts: looking them up never takes the connections by which results are read.
    private const int MostLooksAtOnce = 2;
    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(4); // a person has an answer within five
    private static readonly TimeSpan _lasts = TimeSpan.FromDays(90);

    private readonly SemaphoreSlim _looks = new(MostLooksAtOnce);

    /// <summary>Whether the request's cookie was given for this poll.</summary>
    public bool IsCarried(HttpContext context, string poll)
    {
        if (context.Request.Cookies[CookieName] is not { } cookie)
        {
            return false;
        }

        try
        {
            _ = For(poll).Unprotect(cookie);
            return true;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Looks up the receipt of the address, and gives the cookie where the ledger has the ballot.</summary>
    /// <exception cref="Exception">The ledger cannot be asked (<see cref="LedgerOutage"/>), or too many ask at once.</exception>
    public async Task GiveAsync(HttpContext context, string poll, string? receipt, CancellationToken ct)
    {
        if (!Guid.TryParse(receipt, out var ballot) || !await IsStoredAsync(poll, ballot, ct).WaitAsync(_deadline, time, ct))
        {
            return;
        }

        context.Response.Cookies.Append(CookieName, For(poll).Protect("voted", time.GetUtcNow() + _lasts), new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax, // Strict would leave it out on the way from the ballot site, which is another one
            Secure = context.Request.IsHttps,
            Path = PagesEndpointRouteBuilderExtensions.AddressOf(context, poll),
            MaxAge = _lasts,
        });
    }

    // A voter is here faster than the ballot: it is stored some hundred milliseconds after it was accepted.
    private async Task<bool> IsStoredAsync(string poll, Guid ballot, CancellationToken ct)
    {
        for (var look = 0; look < Looks; look++)
        {
            if (await LookAsync(poll, ballot, ct))
            {
                return true;
            }

            await Task.Delay(_pause, time, ct);
        }

        return false;
    }

    private async Task<bool> LookAsync(string poll, Guid ballot, CancellationToken ct)
    {
        if (!await _looks.WaitAsync(_longestWait, ct))
        {
            throw new TimeoutException("Too many receipts are looked up at once.");
        }

        try
        {
            return await reader.HasBallotAsync(poll, ballot, ct);
        }
        finally
        {
            _looks.Release();
        }
    }

    public void Dispose() => _looks.Dispose();

    private ITimeLimitedDataProtector For(string poll) => protection.CreateProtector("Voting.Results.VoterProof", poll).ToTimeLimitedDataProtector();
}
