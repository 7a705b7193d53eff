using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Voting.Load.Clients;

/// <summary>One connection to Redis on which commands are sent by the hundred, their replies counted.</summary>
internal sealed class RedisPipe : IDisposable
{
    private const int BatchSize = 500;
    private readonly TcpClient _client = new() { NoDelay = true };
    private readonly NetworkStream _stream;
    private readonly byte[] _replies = new byte[64 * 1024];

    private RedisPipe(int port)
    {
        _client.Connect("127.0.0.1", port);
        _stream = _client.GetStream();
    }

    public static async Task<RedisPipe> OpenAsync(int port, string password, CancellationToken ct)
    {
        var pipe = new RedisPipe(port);
        await pipe.SendAsync([RedisAppends.Command("AUTH", password)], lines: 1, ct);
        return pipe;
    }

    /// <summary>Appends ballots of as many new voters to a stream, as the door writes them.</summary>
    public async Task AppendBallotsAsync(string stream, string poll, int count, CancellationToken ct)
    {
        for (var done = 0; done < count; done += BatchSize)
        {
            var batch = Enumerable.Range(done, Math.Min(BatchSize, count - done))
                .Select(vote => RedisAppends.Append(stream, poll, Guid.NewGuid(), Guid.NewGuid().ToString("N"), vote % 2 == 0 ? "cats" : "dogs"))
                .ToList();
            await SendAsync(batch, lines: 2 * batch.Count, ct);
        }
    }

    /// <summary>Entries that the consumer group has not read yet.</summary>
    public async Task<long> UnreadAsync(string stream, CancellationToken ct)
    {
        await _stream.WriteAsync(RedisAppends.Command("XINFO", "GROUPS", stream), ct);
        var reply = "";
        while (true)
        {
            reply += Encoding.ASCII.GetString(_replies, 0, await _stream.ReadAsync(_replies, ct));
            // $3\r\nlag\r\n:<number>\r\n is the last of the one group's fields.
            var at = reply.IndexOf("lag\r\n:", StringComparison.Ordinal);
            if (at >= 0 && reply.IndexOf('\r', at + 6) is var end and > 0)
            {
                return long.Parse(reply.AsSpan(at + 6, end - at - 6), CultureInfo.InvariantCulture);
            }
        }
    }

    public Task DeleteAsync(string key, CancellationToken ct) => SendAsync([RedisAppends.Command("DEL", key)], lines: 1, ct);

    public void Dispose() => _client.Dispose();

    private async Task SendAsync(IReadOnlyList<byte[]> commands, int lines, CancellationToken ct)
    {
        await _stream.WriteAsync(commands.SelectMany(command => command).ToArray(), ct);
        while (lines > 0)
        {
            var count = await _stream.ReadAsync(_replies, ct);
            if (count == 0 || _replies[0] == '-' || Encoding.ASCII.GetString(_replies, 0, count).Contains("\r\n-", StringComparison.Ordinal))
            {
                throw new IOException("Redis refused a command or closed the connection.");
            }

            lines -= _replies.AsSpan(0, count).Count((byte)'\n');
        }
    }
}
