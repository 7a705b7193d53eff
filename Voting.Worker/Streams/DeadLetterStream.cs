using StackExchange.Redis;

namespace Voting.Worker.Streams;

/// <summary>The dead letters as an operator sees them: listed, and put back on the vote stream.</summary>
internal sealed class DeadLetterStream(IConnectionMultiplexer redis)
{
    private static readonly string _list = LuaScript.Embedded("list-dead-letters.lua");
    private static readonly string _replay = LuaScript.Embedded("replay.lua");

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Dead letters behind the id <paramref name="after"/>, oldest first, each with its reason, entry, type and poll.</summary>
    public async Task<IReadOnlyList<RawEntry>> ListAsync(string after, int count)
        => RawEntry.All(await Database.ScriptEvaluateAsync(_list, [VoteStream.DeadKey], [after, count]));

    /// <summary>The id of the newest dead letter; null where there is none.</summary>
    public async Task<string?> NewestAsync()
        => await Database.StreamRangeAsync(VoteStream.DeadKey, count: 1, messageOrder: Order.Descending) is [var newest] ? newest.Id.ToString() : null;

    /// <summary>Puts one dead letter back on the stream, in one step and only once.</summary>
    /// <param name="letter">The id of the dead letter.</param>
    /// <param name="position">The entry id at which it was accepted first: by it the ballot counts.</param>
    /// <returns>Whether it was still there.</returns>
    public async Task<bool> ReplayAsync(string letter, string position)
        => (int)await Database.ScriptEvaluateAsync(_replay, [VoteStream.Key, VoteStream.DeadKey], [letter, position]) == 1;
}
