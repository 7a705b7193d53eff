using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Voting.Worker.Ledger;

/// <summary>
/// A ballot content's identity in the ledger: its poll, by the ledger's id, and the SHA-256 of its UTF-8 bytes.
/// As large for the longest content as for the shortest.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ContentKey(int Poll, UInt128 First, UInt128 Second)
{
    private const int HashBytes = 32;
    private const int StackBytes = 512;

    /// <summary>The hash as the database has it.</summary>
    public byte[] Hash
    {
        get
        {
            var hash = new byte[HashBytes];
            MemoryMarshal.Write(hash, First);
            MemoryMarshal.Write(hash.AsSpan(HashBytes / 2), Second);
            return hash;
        }
    }

    public static ContentKey Of(int poll, string content)
    {
        Span<byte> bytes = content.Length <= StackBytes / 3 ? stackalloc byte[StackBytes] : new byte[Encoding.UTF8.GetByteCount(content)];
        Span<byte> hash = stackalloc byte[HashBytes];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(content, bytes)], hash);
        return OfHash(poll, hash);
    }

    public static ContentKey OfHash(int poll, ReadOnlySpan<byte> hash)
        => new(poll, MemoryMarshal.Read<UInt128>(hash), MemoryMarshal.Read<UInt128>(hash[(HashBytes / 2)..]));
}

/// <summary>Remembers the ledger's ids of ballot contents, in a fixed number of bytes: a worker may have 256 MiB, and contents may be 16 KiB each.</summary>
internal sealed class ContentIdMap
{
    /// <summary>The most that it takes, in bytes.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    // A node of the dictionary: its header, key, id, hash code and link, and its place in the table, which grows by doubling.
    private const int EntryBytes = 112;
    private const int MaxEntries = MaxBytes / EntryBytes;

    private readonly ConcurrentDictionary<ContentKey, int> _ids = new();
    private int _count;

    public bool TryGet(in ContentKey content, out int id) => _ids.TryGetValue(content, out id);

    /// <summary>Remembers an id. It stays true, because ids are never reused.</summary>
    public void Add(in ContentKey content, int id)
    {
        if (_ids.TryAdd(content, id))
        {
            Interlocked.Increment(ref _count);
        }
    }

    public void Clear()
    {
        _ids.Clear();
        Volatile.Write(ref _count, 0);
    }

    /// <summary>Empties itself where one more batch would not fit. Between batches only, so that what one of them has just learned is still there when it is used.</summary>
    public void Reserve(int batch)
    {
        if (Volatile.Read(ref _count) + batch > MaxEntries)
        {
            Clear();
        }
    }
}
