using System.Net.Http.Json;
using System.Text.Json;
using Voting.Load.Clients;
using Voting.Load.Processes;

namespace Voting.Load.Chaos;

/// <summary>When all is quiet: waits until everything is stored, then compares ballots, tallies, finals, recount and dead letters.</summary>
internal sealed class Verdict(VotingSystem system, ClientLedger client, Door door, ShortPolls polls, List<string> problems)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private static readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(5) };

    public async Task<ChaosResult> ReachAsync(CancellationToken ct)
    {
        var balance = await QuietAsync(ct);
        await using var probe = new LedgerProbe(system.AdminConnection);
        var ledger = await LedgerPicture.ReadAsync(probe.Source, ct);
        var findings = Audit.Compare(client, ledger);
        await TalliesAsync(ledger, findings, ct);
        await FinalsAsync(findings, ct);
        await ViewerAsync(findings, ct);
        await DeadLettersAsync(findings, ct);
        findings.Wrong.AddRange(client.Surprises);
        var recount = await AskWorkerAsync("/operations/recount", ct);

        problems.AddRange(findings.Lost.Concat(findings.Doubled).Concat(findings.Wrong).Concat(findings.OutOfOrder));
        return new(
            0, 0, client.Accepted, Count(Fate.Uncertain), Count(Fate.Refused),
            findings.Lost.Count, findings.Doubled.Count, findings.Wrong.Count, findings.OutOfOrder.Count,
            balance, recount.GetProperty("equal").GetBoolean(), 0, 0, 0, polls.Final.Count, problems);
    }

    private long Count(Fate fate) => client.Votes.LongCount(vote => vote.Fate == fate);

    // Nothing on its way, and the balance taken after that.
    private async Task<long> QuietAsync(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(_patience);
        var now = DateTimeOffset.UtcNow;
        var last = long.MinValue;
        try
        {
            var quiet = await new Recovery(door, client, VotingSystem.Poll).UntilAsync("/api/v1/ledger", IsQuiet, patience.Token);
            return quiet.GetProperty("balance").GetInt64();
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            problems.Add($"the ledger was not quiet and balanced within {_patience.TotalSeconds:0} s after the last vote");
            return last;
        }

        bool IsQuiet(JsonElement balance)
        {
            last = balance.GetProperty("balance").GetInt64();
            return balance.GetProperty("measuredAt").GetDateTimeOffset() > now && balance.GetProperty("inFlight").GetInt64() == 0 && last == 0;
        }
    }

    private async Task TalliesAsync(LedgerPicture ledger, Findings findings, CancellationToken ct)
    {
        foreach (var poll in polls.Final.Keys.Append(VotingSystem.Poll))
        {
            var results = await polls.ResultsAsync(poll, ct);
            foreach (var option in results.GetProperty("options").EnumerateArray())
            {
                var (choice, published) = (option.GetProperty("id").GetString()!, option.GetProperty("ballots").GetInt64());
                if (Audit.Tally(ledger, poll, choice) is var standing && standing != published)
                {
                    findings.Wrong.Add($"{poll} publishes {published} for {choice}; {standing} stand");
                }
            }
        }
    }

    private async Task FinalsAsync(Findings findings, CancellationToken ct)
    {
        foreach (var (poll, then) in polls.Final)
        {
            var now = (await polls.ResultsAsync(poll, ct)).GetRawText();
            if (now != then)
            {
                findings.Wrong.Add($"the final result of {poll} changed from {then} to {now}");
            }
        }
    }

    // Who opens the results page now sees what the ledger says, whatever Results went through.
    private async Task ViewerAsync(Findings findings, CancellationToken ct)
    {
        var results = await polls.ResultsAsync(VotingSystem.Poll, ct);
        var stored = results.GetProperty("counted").GetInt64() + results.GetProperty("superseded").GetInt64();
        await system.Results!.WaitUntilReadyAsync(ct); // the last fault may have been its own
        await using var feed = await ResultsFeed.OpenAsync(system.Results.Address, VotingSystem.Poll, ct);
        if (feed.Ballots != stored)
        {
            findings.Wrong.Add($"the results page shows {feed.Ballots} ballots of {VotingSystem.Poll}; {stored} are stored");
        }
    }

    private async Task DeadLettersAsync(Findings findings, CancellationToken ct)
    {
        var letters = await AskWorkerAsync("/operations/dead-letters", ct);
        findings.Wrong.AddRange(letters.EnumerateArray().Select(letter => $"dead-lettered: {letter.GetRawText()}"));
    }

    private async Task<JsonElement> AskWorkerAsync(string operation, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(system.Workers[0].Address, operation));
        request.Headers.Authorization = new("Bearer", system.Secrets.OrganiserKey);
        using var answer = await _http.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
    }
}
