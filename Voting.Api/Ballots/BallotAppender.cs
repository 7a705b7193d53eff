using System.Diagnostics;
using System.Threading.Channels;
using Voting.Api.Polls;
using Voting.Api.Streams;
using Voting.Contracts.Polls;

namespace Voting.Api.Ballots;

/// <summary>
/// Group commit: while one append is being made durable, the ballots that arrive wait, and travel together in the next.
/// One round trip and one sync to disk then carry many votes, and a lonely vote waits for nobody.
/// </summary>
internal sealed class BallotAppender(VoteStream stream) : BackgroundService
{
    // Bounds the time that one script keeps Redis busy, to about a millisecond.
    private const int MaxTogether = 256;

    private readonly Channel<PendingBallot> _waiting = Channel.CreateUnbounded<PendingBallot>(new() { SingleReader = true });

    /// <summary>Appends a ballot that was checked against <paramref name="poll"/>.</summary>
    /// <exception cref="StackExchange.Redis.RedisException">Redis is away.</exception>
    /// <exception cref="TimeoutException">Redis does not answer in time. Unless it was still waiting here, the ballot may or may not be in the stream.</exception>
    public async Task<Appended> AppendAsync(PollDefinition poll, Ballot ballot, CancellationToken ct)
    {
        using var send = BallotTelemetry.StartSend();
        // Only a trace that someone records is worth its bytes on the stream.
        var traceParent = Activity.Current is { Recorded: true, Id: { } id } ? id : "";
        var waiting = new PendingBallot(poll.Id, poll.Version, ballot, traceParent);
        _waiting.Writer.TryWrite(waiting);
        try
        {
            return await waiting.Task.WaitAsync(RedisReply.Patience, ct);
        }
        finally
        {
            waiting.TryAbandon();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var together = new List<PendingBallot>(MaxTogether);
        while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            together.Clear();
            while (together.Count < MaxTogether && _waiting.Reader.TryRead(out var waiting))
            {
                if (waiting.TryTake())
                {
                    together.Add(waiting);
                }
            }

            await Task.WhenAll(together.GroupBy(ballot => ballot.Poll, StringComparer.Ordinal).Select(AppendAsync));
        }
    }

    private async Task AppendAsync(IGrouping<string, PendingBallot> poll)
    {
        PendingBallot[] ballots = [.. poll];
        try
        {
            var answers = await stream.AppendAsync(poll.Key, ballots);
            for (var i = 0; i < ballots.Length; i++)
            {
                ballots[i].TrySetResult(answers[i]);
            }
        }
        catch (Exception exception)
        {
            // Each request answers for itself.
            foreach (var ballot in ballots)
            {
                ballot.TrySetException(exception);
            }
        }
    }
}
