using System.Globalization;
using StackExchange.Redis;

namespace Voting.Api.Stores;

/// <summary>What Redis says of the stream, read in one step.</summary>
/// <param name="LastId">The last id that the stream gave.</param>
/// <param name="Added">Entries ever added.</param>
/// <param name="HasGroup">Whether a worker has ever read from this stream.</param>
/// <param name="Polls">Ids of the polls that were published last.</param>
internal sealed record StreamAccount(string LastId, long Added, long Pending, long Unread, long DeadLettered, bool HasGroup, string[] Polls)
{
    private const int SequenceBits = 20;

    /// <summary>Entries of which Redis says that their outcome is stored in the ledger.</summary>
    public long Stored => Added - Pending - Unread - DeadLettered;

    /// <summary>The position of the last id (docs/contracts.md).</summary>
    public long Last => LastId.Split('-') is [var milliseconds, var sequence]
        ? (long.Parse(milliseconds, CultureInfo.InvariantCulture) << SequenceBits) | long.Parse(sequence, CultureInfo.InvariantCulture)
        : 0;

    public static StreamAccount From(RedisResult reply) => new(
        (string)reply[0]!, (long)reply[1], (long)reply[2], (long)reply[3], (long)reply[4], (long)reply[6] == 1,
        [.. Enumerable.Range(7, reply.Length - 7).Select(index => (string)reply[index]!)]);

    /// <summary>Milliseconds and sequence of a position.</summary>
    public static (long Milliseconds, long Sequence) Id(long position) => (position >> SequenceBits, position & ((1L << SequenceBits) - 1));
}
