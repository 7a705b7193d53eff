using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace Voting.Worker.Streams;

/// <summary>A Lua script that runs by its hash, and is sent whole when Redis does not know it (first use, restart of Redis).</summary>
internal sealed class RedisScript
{
    /// <summary>How long a reply of Redis is waited for. The library's own async calls would wait for ever.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private readonly string _source;
    private readonly string _hash;

    private RedisScript(string source)
    {
        _source = source;
#pragma warning disable CA5350 // SHA-1 is how Redis names a script (EVALSHA), not a protection.
        _hash = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(source)));
#pragma warning restore CA5350
    }

    /// <summary>The parts, in their order, as one script.</summary>
    public static RedisScript Embedded(params IEnumerable<string> parts) => new(string.Concat(parts.Select(Read)));

    public async Task<RedisResult> EvaluateAsync(IDatabase database, string[] keys, object[] arguments)
    {
        object[] tail = [keys.Length.ToString(CultureInfo.InvariantCulture), .. keys, .. arguments];
        try
        {
            return await database.ExecuteAsync("EVALSHA", [_hash, .. tail]);
        }
        catch (RedisServerException exception) when (exception.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            return await database.ExecuteAsync("EVAL", [_source, .. tail]);
        }
    }

    private static string Read(string part)
    {
        using var reader = new StreamReader(typeof(RedisScript).Assembly.GetManifestResourceStream(part)!);
        return reader.ReadToEnd();
    }
}
