using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;

namespace Voting.Load.Chaos;

/// <summary>How long after a fault the promise holds again: a new vote is accepted and counted, and the balance is zero.</summary>
internal sealed class Recovery(Door door, ClientLedger ledger, string poll)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(40);
    private readonly Voters _probe = new(door, ledger, () => poll, seed: 0);

    /// <summary>Time until the first vote begun now was counted; null when that took more than a minute.</summary>
    public async Task<TimeSpan?> VoteCountsAsync(CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(_patience);
        try
        {
            var voter = RandomNumberGenerator.GetHexString(32, lowercase: true);
            var vote = await _probe.CastAsync(poll, voter, "cats", Guid.NewGuid().ToString("N"), twice: false, patience.Token);
            await UntilAsync($"/api/v1/polls/{poll}/ballots/{vote.Ballot}", IsCounted, patience.Token);
            return Stopwatch.GetElapsedTime(began);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Time until a balance taken after now was zero; null when that took more than a minute.</summary>
    public async Task<TimeSpan?> BalanceIsZeroAsync(CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        var now = DateTimeOffset.UtcNow;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(_patience);
        try
        {
            await UntilAsync(
                "/api/v1/ledger",
                balance => balance.GetProperty("measuredAt").GetDateTimeOffset() > now && balance.GetProperty("balance").GetInt64() == 0,
                patience.Token);
            return Stopwatch.GetElapsedTime(began);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Waits until <paramref name="path"/> shows what is wanted.</summary>
    public async Task<JsonElement> UntilAsync(string path, Func<JsonElement, bool> wanted, CancellationToken ct)
    {
        while (true)
        {
            if (await door.FindAsync(path, ct) is { } found && wanted(found))
            {
                return found;
            }

            await Task.Delay(_look, ct);
        }
    }

    private static bool IsCounted(JsonElement ballot) => ballot.GetProperty("status").GetString() is "counted" or "superseded";
}
