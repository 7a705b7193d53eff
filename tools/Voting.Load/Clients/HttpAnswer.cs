using System.Buffers.Text;

namespace Voting.Load.Clients;

/// <summary>Reads one HTTP/1.1 answer from the bytes that have come so far: just as much of the protocol as Kestrel uses.</summary>
internal static class HttpAnswer
{
    /// <summary>The length of the whole answer in <paramref name="bytes"/>, or 0 while it is not all there.</summary>
    /// <param name="status">The status code.</param>
    /// <param name="body">The body as sent: of a chunked answer its first chunk, which is where Kestrel puts a small document.</param>
    /// <exception cref="InvalidDataException">Not an answer that Kestrel would send.</exception>
    public static int TryRead(ReadOnlySpan<byte> bytes, out int status, out ReadOnlySpan<byte> body)
    {
        status = 0;
        body = default;
        var headers = bytes.IndexOf("\r\n\r\n"u8);
        if (headers < 0)
        {
            return 0;
        }

        var head = bytes[..(headers + 2)];
        if (!head.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(head[9..12], out status, out _))
        {
            throw new InvalidDataException("The answer is not HTTP/1.1.");
        }

        var start = headers + 4;
        var length = Header(head, "\r\nContent-Length: "u8);
        if (!length.IsEmpty)
        {
            if (!Utf8Parser.TryParse(length, out int size, out _))
            {
                throw new InvalidDataException("The length is no number.");
            }

            body = bytes[start..Math.Min(bytes.Length, start + size)];
            return bytes.Length >= start + size ? start + size : 0;
        }

        return Header(head, "\r\nTransfer-Encoding: "u8).SequenceEqual("chunked"u8)
            ? Chunks(bytes, start, out body)
            : throw new InvalidDataException("The answer has neither a length nor chunks.");
    }

    private static ReadOnlySpan<byte> Header(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        var at = head.IndexOf(name);
        if (at < 0)
        {
            return default;
        }

        var value = head[(at + name.Length)..];
        return value[..value.IndexOf("\r\n"u8)];
    }

    private static int Chunks(ReadOnlySpan<byte> bytes, int at, out ReadOnlySpan<byte> body)
    {
        body = default;
        while (true)
        {
            var line = bytes[at..].IndexOf("\r\n"u8);
            if (line < 0)
            {
                return 0;
            }

            if (!Utf8Parser.TryParse(bytes.Slice(at, line), out int size, out _, 'x'))
            {
                throw new InvalidDataException("A chunk has no length.");
            }

            at += line + 2;
            if (bytes.Length < at + size + 2)
            {
                return 0;
            }

            body = body.IsEmpty ? bytes.Slice(at, size) : body;
            at += size + 2;
            if (size == 0)
            {
                return at;
            }
        }
    }
}
