using System.Buffers.Text;
using System.Text;

namespace Voting.Load.Clients;

/// <summary>A stream entry's id as one number that orders as the stream does (docs/contracts.md).</summary>
internal static class StreamPosition
{
    private const int SequenceBits = 20;

    /// <summary>Reads <c>milliseconds-sequence</c>.</summary>
    /// <exception cref="InvalidDataException">It is no entry id.</exception>
    public static long Parse(ReadOnlySpan<byte> id)
        => Utf8Parser.TryParse(id, out long milliseconds, out var length) && id[length..] is [(byte)'-', .. var rest]
            && Utf8Parser.TryParse(rest, out long sequence, out _)
            ? (milliseconds << SequenceBits) | sequence
            : throw new InvalidDataException("Not the id of a stream entry.");

    public static long Parse(string id) => Parse(Encoding.ASCII.GetBytes(id));

    /// <summary>The position that a receipt's JSON names.</summary>
    public static long InReceipt(ReadOnlySpan<byte> receipt)
    {
        var name = "\"position\":\""u8;
        var at = receipt.IndexOf(name);
        return at < 0 ? throw new InvalidDataException("The receipt has no position.") : Parse(receipt[(at + name.Length)..]);
    }
}
