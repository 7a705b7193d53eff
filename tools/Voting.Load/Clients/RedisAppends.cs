using System.Globalization;
using System.Text;

namespace Voting.Load.Clients;

/// <summary>RESP: one XADD of a ballot's fields per request, nothing else. What Redis can do by itself.</summary>
internal sealed class RedisAppends(string password, string stream) : IExchange
{
    private readonly byte[] _append = Append(stream, "pets", Guid.NewGuid(), Guid.NewGuid().ToString("N"), "cats");

    public ReadOnlyMemory<byte> Greeting { get; } = Encoding.ASCII.GetBytes($"AUTH {password}\r\n");

    public int Write(Span<byte> request, out int tag)
    {
        tag = 0;
        _append.CopyTo(request);
        return _append.Length;
    }

    public int TryRead(ReadOnlySpan<byte> bytes, out bool accepted, out ReadOnlySpan<byte> body)
    {
        body = default;
        accepted = bytes[0] == '$';
        // $<length>\r\n<id>\r\n, or one line that is an error
        var line = bytes.IndexOf("\r\n"u8);
        var end = accepted && line >= 0 ? bytes[(line + 2)..].IndexOf("\r\n"u8) : -1;
        return !accepted && line >= 0 ? line + 2 : end < 0 ? 0 : line + end + 4;
    }

    /// <summary>The command that appends a ballot as the door does (docs/contracts.md).</summary>
    public static byte[] Append(string stream, string poll, Guid ballot, string voter, string content) => Command(
        "XADD", stream, "*", "v", "1", "type", "ballot.cast", "id", ballot.ToString("D"), "poll", poll, "voter", voter, "content", content);

    /// <summary>A command in the protocol's own form.</summary>
    public static byte[] Command(params string[] words)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"*{words.Length}\r\n");
        foreach (var word in words)
        {
            text.Append(CultureInfo.InvariantCulture, $"${word.Length}\r\n{word}\r\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
