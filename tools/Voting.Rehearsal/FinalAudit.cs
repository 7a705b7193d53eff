using System.Diagnostics;
using Voting.Load.Chaos;
using Voting.Load.Clients;
using Voting.Rehearsal.Report;
using Voting.Rehearsal.Traffic;

namespace Voting.Rehearsal;

/// <summary>When the last vote is in: the clients' own ledger against the system's.</summary>
internal sealed class FinalAudit(Stage stage, ClientLedger client, Door door, BallotPapers papers, string paperPoll, string poll, Outcome outcome)
{
    public async Task RunAsync(CancellationToken ct)
    {
        outcome.Balanced = await QuietAsync(ct);
        await using var probe = new LedgerProbe(stage.Ledger("postgres", "password"));
        var ledger = await LedgerPicture.ReadAsync(probe.Source, ct);
        var findings = Audit.Compare(client, ledger with
        {
            Ballots = [.. ledger.Ballots.Where(IsInPoll)],
            Standing = [.. ledger.Standing.Where(IsInPoll)],
        });
        outcome.Recounted = await probe.RecountEqualsAsync(ct);

        // A paper's voter is known to its own browser only: those are counted, not compared. One whose answer was lost may be there.
        var stored = ledger.Ballots.Count(row => !IsInPoll(row) && string.Equals(row.Poll, paperPoll, StringComparison.Ordinal));
        outcome.Lost = findings.Lost.Count + Math.Max(0, papers.Cast - stored);
        outcome.Doubled = findings.Doubled.Count;
        outcome.Wrong = findings.Wrong.Count + findings.OutOfOrder.Count;
        outcome.Accepted = client.Accepted + papers.Cast;
        outcome.Uncertain = client.Votes.Count(vote => vote.Fate == Fate.Uncertain);
    }

    // Nothing on its way, and a balance of zero taken after that. Null: not within a minute.
    private async Task<TimeSpan?> QuietAsync(CancellationToken ct)
    {
        var (began, now) = (Stopwatch.GetTimestamp(), DateTimeOffset.UtcNow);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        try
        {
            await new Recovery(door, client, poll).UntilAsync(
                "/api/v1/ledger",
                balance => balance.GetProperty("measuredAt").GetDateTimeOffset() > now
                    && balance.GetProperty("inFlight").GetInt64() == 0 && balance.GetProperty("balance").GetInt64() == 0,
                patience.Token);
            return Stopwatch.GetElapsedTime(began);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }

    private bool IsInPoll(LedgerRow row) => string.Equals(row.Poll, poll, StringComparison.Ordinal);
}
