using System.Diagnostics;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using Voting.Api.Ballots;
using Voting.Api.Door;
using Voting.Api.Polls;

namespace Voting.Api.Streams;

/// <summary>The appending side of wire 2. Each method is one script: it checks and appends in one atomic step.</summary>
internal sealed class VoteStream(IConnectionMultiplexer redis, IOptions<DoorOptions> options)
{
    private const string Key = "votes";
    private const string Present = "present.lua";
    private static readonly RedisScript _append = RedisScript.Embedded(Present, "append.lua");
    private static readonly RedisScript _define = RedisScript.Embedded(Present, "define.lua");
    private static readonly RedisScript _close = RedisScript.Embedded(Present, "close.lua");
    private static readonly TimeSpan _keepKeys = TimeSpan.FromHours(24);

    private readonly RedisValue _maxBacklog = options.Value.MaxBacklog;

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Appends ballots of one poll. What is <see cref="AppendOutcome.Accepted"/> is on disk: Redis answers after its AOF is synced.</summary>
    /// <returns>One answer for each ballot, in their order.</returns>
    /// <exception cref="RedisException">Redis is away, or its last id is from the future.</exception>
    /// <exception cref="TimeoutException">Redis does not answer: the ballots may or may not be in the stream.</exception>
    public async Task<Appended[]> AppendAsync(string poll, IReadOnlyList<WaitingBallot> ballots)
    {
        const int PerPoll = 2, PerBallot = 6;
        var arguments = new RedisValue[PerPoll + (PerBallot * ballots.Count)];
        arguments[0] = poll;
        arguments[1] = _maxBacklog;
        var next = PerPoll;
        foreach (var waiting in ballots)
        {
            arguments[next++] = waiting.Version;
            arguments[next++] = waiting.Ballot.Id.ToString("D");
            arguments[next++] = waiting.Ballot.Voter;
            arguments[next++] = waiting.Ballot.Content;
            arguments[next++] = waiting.Ballot.Digest;
            arguments[next++] = waiting.TraceParent;
        }

        var reply = (string?[]?)await _append.EvaluateAsync(Database, [Key, PollBook.StateKey(poll), KeysKey(poll)], arguments, default) ?? [];
        var answers = new Appended[ballots.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = new(Outcome(reply[2 * i]), reply[(2 * i) + 1]);
        }

        return answers;
    }

    /// <summary>Publishes a poll's definition; a version that is there already changes nothing.</summary>
    public Task DefineAsync(PollDefinition poll, CancellationToken ct) => _define.EvaluateAsync(
        Database,
        [Key, PollBook.StateKey(poll.Id), PollBook.IndexKey],
        [poll.Id, poll.Version, PollJson.Write(poll), Milliseconds(poll.OpensAt), Milliseconds(poll.ClosesAt), TraceParent()],
        ct);

    /// <summary>Appends the fence, once.</summary>
    public Task CloseAsync(string poll, CancellationToken ct) => _close.EvaluateAsync(
        Database,
        [Key, PollBook.StateKey(poll), KeysKey(poll)],
        [poll, (long)_keepKeys.TotalSeconds, TraceParent()],
        ct);

    /// <summary>How many polls the door knows.</summary>
    public Task<long> CountPollsAsync(CancellationToken ct) => RedisReply.WaitAsync(() => Database.SortedSetLengthAsync(PollBook.IndexKey), ct);

    /// <summary>Whether a ballot with an idempotency key was accepted, although the ledger does not know it yet.</summary>
    public Task<bool> HasAcceptedAsync(string poll, Guid ballot, CancellationToken ct)
        => RedisReply.WaitAsync(() => Database.HashExistsAsync(KeysKey(poll), ballot.ToString("D")), ct);

    private static RedisKey KeysKey(string poll) => $"votes:keys:{poll}";

    private static RedisValue Milliseconds(DateTimeOffset? time) => time is { } value ? value.ToUnixTimeMilliseconds() : "";

    // Only a trace that someone records is worth its bytes on the stream.
    private static string TraceParent() => Activity.Current is { Recorded: true, Id: { } id } ? id : "";

    private static AppendOutcome Outcome(string? word) => word switch
    {
        "accepted" => AppendOutcome.Accepted,
        "replayed" => AppendOutcome.Replayed,
        "conflict" => AppendOutcome.Conflict,
        "closed" => AppendOutcome.Closed,
        "scheduled" => AppendOutcome.Scheduled,
        "stale" => AppendOutcome.Stale,
        "full" => AppendOutcome.Full,
        _ => AppendOutcome.UnknownPoll,
    };
}

/// <summary>What the door said.</summary>
internal enum AppendOutcome
{
    Accepted,
    Replayed,
    Conflict,
    Closed,
    Scheduled,
    Stale,
    Full,
    UnknownPoll,

    /// <summary>Not asked: the key under which the poll tells voters apart is not configured here.</summary>
    KeyMissing,
}

/// <param name="Position">The entry's id, where the ballot is in the stream.</param>
internal readonly record struct Appended(AppendOutcome Outcome, string? Position);
