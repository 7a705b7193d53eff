using Voting.Worker.Ledger;
using Voting.Worker.Streams;

namespace Voting.Worker.Intake;

/// <summary>What a worker does for the stream now and then: claim, trim, bring it back from the future, forget dead consumers.</summary>
internal sealed class StreamMaintenance(VoteStream stream, StreamClock clock, LedgerStore ledger, TimeSpan claimAfter, ILogger logger)
{
    private static readonly TimeSpan _forgetAfter = TimeSpan.FromHours(1);
    private readonly TimeSpan _interval = claimAfter / 2;
    private long _due;
    private long _forgetDue;

    public bool ClaimIsDue()
    {
        var now = Environment.TickCount64;
        if (now < _due)
        {
            return false;
        }

        _due = now + (long)_interval.TotalMilliseconds;
        return true;
    }

    public async Task RunAsync()
    {
        await stream.TrimAsync();
        if (await clock.IsAheadAsync(await stream.LastIdAsync()) && await stream.ResetAsync(await ledger.EndAsync(default)))
        {
            Log.StreamReset(logger);
        }

        if (Environment.TickCount64 >= _forgetDue)
        {
            _forgetDue = Environment.TickCount64 + (long)(_forgetAfter / 4).TotalMilliseconds;
            await stream.ForgetConsumersAsync(_forgetAfter);
        }
    }
}
