using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace Voting.Api.Streams;

/// <summary>A Lua script that runs by its hash, and is sent whole when Redis does not know it (first use, restart of Redis).</summary>
internal sealed class RedisScript
{
    private readonly string _source;
    private readonly byte[] _hash;

    private RedisScript(string source)
    {
        _source = source;
#pragma warning disable CA5350 // SHA-1 is how Redis names a script (EVALSHA), not a protection.
        _hash = SHA1.HashData(Encoding.UTF8.GetBytes(source));
#pragma warning restore CA5350
    }

    /// <summary>The parts, in their order, as one script.</summary>
    public static RedisScript Embedded(params IEnumerable<string> parts) => new(string.Concat(parts.Select(Read)));

    public async Task<RedisResult> EvaluateAsync(IDatabase database, RedisKey[] keys, RedisValue[] arguments, CancellationToken ct)
    {
        try
        {
            return await RedisReply.WaitAsync(() => database.ScriptEvaluateAsync(_hash, keys, arguments), ct);
        }
        catch (RedisServerException exception) when (exception.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            return await RedisReply.WaitAsync(() => database.ScriptEvaluateAsync(_source, keys, arguments), ct);
        }
    }

    private static string Read(string part)
    {
        using var reader = new StreamReader(typeof(RedisScript).Assembly.GetManifestResourceStream(part)!);
        return reader.ReadToEnd();
    }
}
