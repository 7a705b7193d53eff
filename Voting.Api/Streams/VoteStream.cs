using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using Voting.Api.Ballots;
using Voting.Api.Codes;
using Voting.Api.Http;
using Voting.Api.Polls;
using Voting.Contracts.Ballots;
using Voting.Contracts.Polls;

namespace Voting.Api.Streams;

/// <summary>The appending side of the vote stream (docs/contracts.md). Each method is one script: it checks and appends in one atomic step.</summary>
internal sealed class VoteStream(IConnectionMultiplexer redis, BallotSeal seal, IOptions<LimitOptions> options)
{
    private const string Key = "votes";
    private const string CheckLastId = "check-last-id.lua";
    private static readonly string _append = LuaScript.Embedded(CheckLastId, "append.lua");
    private static readonly string _define = LuaScript.Embedded(CheckLastId, "define.lua");
    private static readonly string _close = LuaScript.Embedded(CheckLastId, "close.lua");
    private static readonly TimeSpan _keepKeys = TimeSpan.FromHours(24);

    private readonly RedisValue _maxBacklog = options.Value.MaxBacklog;
    private readonly RedisValue _content = seal.Seals ? "sealed" : "content";

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Appends ballots of one poll. What is <see cref="AppendOutcome.Accepted"/> is on disk: Redis answers after its AOF is synced.</summary>
    /// <returns>One answer for each ballot, in their order.</returns>
    /// <exception cref="RedisException">Redis is away, or its last id is from the future.</exception>
    /// <exception cref="TimeoutException">Redis does not answer: the ballots may or may not be in the stream.</exception>
    public async Task<Appended[]> AppendAsync(string poll, IReadOnlyList<PendingBallot> ballots)
    {
        const int PerPoll = 3, PerBallot = 8;
        var arguments = new RedisValue[PerPoll + (PerBallot * ballots.Count)];
        arguments[0] = poll;
        arguments[1] = _maxBacklog;
        arguments[2] = _content;
        var next = PerPoll;
        foreach (var waiting in ballots)
        {
            arguments[next++] = waiting.Version;
            arguments[next++] = waiting.Ballot.Id.ToString("D");
            arguments[next++] = waiting.Ballot.Voter;
            arguments[next++] = waiting.Ballot.Content;
            arguments[next++] = waiting.Ballot.Digest;
            arguments[next++] = waiting.TraceParent;
            arguments[next++] = waiting.Ballot.Code;
            arguments[next++] = waiting.Ballot.Once ? "1" : "";
        }

        var reply = (string?[]?)await Database.ScriptEvaluateAsync(_append, [Key, PollCache.StateKey(poll), KeysKey(poll), PublishedCodes.CodesKey(poll), PublishedCodes.VotedKey(poll)], arguments).InTimeAsync() ?? [];
        var answers = new Appended[ballots.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = new(Outcome(reply[2 * i]), reply[(2 * i) + 1]);
        }

        return answers;
    }

    /// <summary>Publishes a poll's definition; a version that is there already changes nothing.</summary>
    /// <returns>False where the poll is open and the definition would give its ballots another meaning: then nothing is published.</returns>
    public async Task<bool> DefineAsync(PollDefinition poll)
        => (string?)await Database.ScriptEvaluateAsync(
            _define,
            [Key, PollCache.StateKey(poll.Id), PollCache.IndexKey],
            [poll.Id, poll.Version, PollJson.Write(poll), Milliseconds(poll.OpensAt), Milliseconds(poll.ClosesAt), TraceParent(), Meaning(poll)]).InTimeAsync() != "open";

    /// <summary>The definition that is published, as JSON.</summary>
    public async Task<string> DefinitionAsync(string poll) => (await Database.HashGetAsync(PollCache.StateKey(poll), "definition").InTimeAsync()).ToString();

    /// <summary>Appends the close marker, once.</summary>
    public Task CloseAsync(string poll)
        => Database.ScriptEvaluateAsync(_close, [Key, PollCache.StateKey(poll), KeysKey(poll)], [poll, (long)_keepKeys.TotalSeconds, TraceParent()]).InTimeAsync();

    /// <summary>How many polls the stream knows.</summary>
    public Task<long> CountPollsAsync() => Database.SortedSetLengthAsync(PollCache.IndexKey).InTimeAsync();

    /// <summary>Whether a ballot with an idempotency key was accepted, although the ledger does not know it yet.</summary>
    public Task<bool> HasAcceptedAsync(string poll, Guid ballot) => Database.HashExistsAsync(KeysKey(poll), ballot.ToString("D")).InTimeAsync();

    // What a ballot means depends on it; the closing time, the version and how the poll is found do not count.
    private static string Meaning(PollDefinition poll)
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(PollJson.Write(poll with { ClosesAt = null, Version = 0, VoterKey = null, Listed = null, JoinCode = null }))));

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
        "no-code" => AppendOutcome.CodeUnknown,
        "revoked" => AppendOutcome.CodeRevoked,
        "voted" => AppendOutcome.AlreadyVoted,
        _ => AppendOutcome.UnknownPoll,
    };
}

/// <summary>What became of a ballot that was to be appended.</summary>
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

    /// <summary>The poll has no such voting code.</summary>
    CodeUnknown,

    /// <summary>The voting code was revoked.</summary>
    CodeRevoked,

    /// <summary>The first ballot of a voting code stays.</summary>
    AlreadyVoted,

    /// <summary>Not asked: the ballot has no voting code, and the poll asks for one.</summary>
    CodeRequired,

    /// <summary>Not asked: what was sent is no voting code.</summary>
    CodeMistyped,

    /// <summary>Not asked: the ballot has a voting code, and the poll takes none.</summary>
    CodeNotTaken,

    /// <summary>Not asked: the ballot has no voter.</summary>
    VoterRequired,

    /// <summary>Not asked: the key under which the poll tells voters apart is not configured here.</summary>
    KeyMissing,

    /// <summary>Not asked: the stores contradict each other.</summary>
    StoresDiffer,
}

/// <param name="Position">The entry's id, where the ballot is in the stream; of a conflict, the digest and the position of the ballot that used the idempotency key.</param>
internal readonly record struct Appended(AppendOutcome Outcome, string? Position);
