namespace Voting.Worker.Intake;

/// <summary>How long to wait before looking again: the linger after votes came, ever longer while none do.</summary>
/// <remarks>StackExchange.Redis shares one connection and so has no blocking XREADGROUP; this line may go when it has.</remarks>
internal sealed class IdlePause(TimeSpan linger, TimeSpan longest)
{
    private TimeSpan _next;

    public Task AfterAsync(int entries, CancellationToken ct)
    {
        var doubled = _next + _next + TimeSpan.FromMilliseconds(1);
        _next = entries > 0 ? linger : doubled < longest ? doubled : longest;
        return Task.Delay(_next, ct);
    }
}
