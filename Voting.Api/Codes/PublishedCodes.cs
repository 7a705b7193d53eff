using Microsoft.EntityFrameworkCore;
using StackExchange.Redis;
using Voting.Api.Polls;
using Voting.Api.Streams;
using LuaScript = Voting.Api.Streams.LuaScript;

namespace Voting.Api.Codes;

/// <summary>The voting codes in Redis, where the script that appends looks them up: votes are accepted while PostgreSQL is away.</summary>
internal sealed class PublishedCodes(IConnectionMultiplexer redis)
{
    // Bounds the time that one script keeps Redis busy, to about a millisecond.
    private const int Chunk = 1_000;

    private static readonly string _publish = LuaScript.Embedded("publish-codes.lua");
    private static readonly TimeSpan _keep = TimeSpan.FromHours(24);

    /// <summary>Hash: the hash of each code, with 1 where it is good and 0 where it was revoked.</summary>
    public static RedisKey CodesKey(string poll) => $"votes:codes:{poll}";

    /// <summary>Set: the voters of a poll in which the first vote stays.</summary>
    public static RedisKey VotedKey(string poll) => $"votes:voted:{poll}";

    /// <summary>Publishes all codes of a poll. Doing it twice changes nothing, and a revocation is never taken back.</summary>
    public async Task PublishAsync(string poll, PollsDbContext database, CancellationToken ct)
    {
        var codes = await database.Codes.AsNoTracking().Where(code => code.Poll == poll).Select(code => new { code.Hash, code.Revoked }).ToListAsync(ct);
        foreach (var kind in codes.GroupBy(code => code.Revoked))
        {
            foreach (var chunk in kind.Chunk(Chunk))
            {
                RedisValue[] arguments = [kind.Key ? "0" : "1", .. chunk.Select(code => (RedisValue)code.Hash)];
                await redis.GetDatabase().ScriptEvaluateAsync(_publish, [CodesKey(poll)], arguments).InTimeAsync();
            }
        }
    }

    /// <summary>Tells a Redis that was restored who has voted where the first vote stays, as the ledger knows it.</summary>
    public async Task PublishVotersAsync(PollsDbContext database, CancellationToken ct)
    {
        var voted = await database.Database.SqlQuery<Voted>($"""select poll as "Poll", voter as "Voter" from ledger.voters""").ToListAsync(ct);
        foreach (var poll in voted.GroupBy(vote => vote.Poll, StringComparer.Ordinal))
        {
            foreach (var chunk in poll.Chunk(Chunk))
            {
                await redis.GetDatabase().SetAddAsync(VotedKey(poll.Key), [.. chunk.Select(vote => (RedisValue)vote.Voter.ToString("N"))]).InTimeAsync();
            }
        }
    }

    /// <summary>Lets Redis forget the codes of a closed poll, when it forgets the idempotency keys.</summary>
    public async Task ForgetAsync(string poll)
    {
        await redis.GetDatabase().KeyExpireAsync(CodesKey(poll), _keep).InTimeAsync();
        await redis.GetDatabase().KeyExpireAsync(VotedKey(poll), _keep).InTimeAsync();
    }

    private sealed record Voted(string Poll, Guid Voter);
}
