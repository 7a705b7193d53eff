using StackExchange.Redis;
using Voting.Api.Polls;
using Voting.Api.Streams;
using LuaScript = Voting.Api.Streams.LuaScript;

namespace Voting.Api.Stores;

/// <summary>The stream's account, and the few steps by which it is made to agree with the ledger. Each is one script.</summary>
internal sealed class StreamAccounts(IConnectionMultiplexer redis)
{
    private const string Group = "ledger";

    // A restore to an earlier time loses the polls that were published last.
    private const int NewestPolls = 100;
    private static readonly RedisKey _stream = "votes";
    private static readonly RedisKey _dead = "votes:dead";
    private static readonly string _read = LuaScript.Embedded("check-run.lua");
    private static readonly string _moveOn = LuaScript.Embedded("move-on.lua");
    private static readonly string _settle = LuaScript.Embedded("settle-account.lua");
    private static readonly string _deliver = LuaScript.Embedded("deliver-again.lua");
    private static readonly string _define = LuaScript.Embedded("define-again.lua");
    private static readonly string _close = LuaScript.Embedded("close-again.lua");

    private IDatabase Database => redis.GetDatabase();

    /// <param name="count">Count what was read, instead of believing Redis' own number.</param>
    public async Task<StreamAccount> ReadAsync(bool count = false)
        => StreamAccount.From(await Database.ScriptEvaluateAsync(_read, [_stream, _dead, PollCache.IndexKey], [Group, NewestPolls, count ? "count" : ""]).InTimeAsync());

    /// <summary>Every poll that is published.</summary>
    public async Task<string[]> PollsAsync() => (await Database.SortedSetRangeByRankAsync(PollCache.IndexKey).InTimeAsync()).ToStringArray()!;

    /// <summary>What is published of a poll.</summary>
    public async Task<PublishedPoll?> PollAsync(string poll)
    {
        var values = await Database.HashGetAsync(PollCache.StateKey(poll), ["definition", "version", "state", "marker"]).InTimeAsync();
        return values[0].IsNull ? null : new(values[0].ToString(), (int)values[1], values[2] == "closed", values[3].ToString());
    }

    /// <summary>Lets the stream count on from behind everything that the ledger has.</summary>
    public Task MoveOnAsync(long furthest)
    {
        var (milliseconds, sequence) = StreamAccount.Id(furthest);
        return Database.ScriptEvaluateAsync(_moveOn, [_stream], [milliseconds, sequence]).InTimeAsync();
    }

    /// <summary>Lets a newer version of a poll replace the one that Redis came back with, although it may be open.</summary>
    public Task ForgetMeaningAsync(string poll) => Database.HashDeleteAsync(PollCache.StateKey(poll), "meaning").InTimeAsync();

    public Task DefineAgainAsync(string poll) => Database.ScriptEvaluateAsync(_define, [_stream, PollCache.StateKey(poll)], [poll]).InTimeAsync();

    public Task CloseAgainAsync(string poll) => Database.ScriptEvaluateAsync(_close, [_stream, PollCache.StateKey(poll)], [poll]).InTimeAsync();

    /// <summary>Delivers everything that is still on the stream again.</summary>
    public async Task<long> DeliverAgainAsync() => (long)await Database.ScriptEvaluateAsync(_deliver, [_stream], [Group]).InTimeAsync();

    /// <summary>Sets how many entries there were to what both stores together have; false while something is on its way.</summary>
    public async Task<bool> SettleAsync(long outcomes, string lastId)
        => (int)await Database.ScriptEvaluateAsync(_settle, [_stream, _dead], [Group, outcomes, lastId]).InTimeAsync() == 1;
}

/// <summary>A poll as Redis has it.</summary>
/// <param name="Marker">Id of the close marker; empty without.</param>
internal sealed record PublishedPoll(string Definition, int Version, bool Closed, string Marker);
