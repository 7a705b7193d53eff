using System.Text;

namespace Voting.Results.Live;

/// <summary>The text/event-stream format.</summary>
internal static class ServerSentEvent
{
    /// <summary>A message; each line of it becomes a data line.</summary>
    public static ReadOnlyMemory<byte> Of(string message) =>
        Encoding.UTF8.GetBytes($"data: {message.ReplaceLineEndings("\ndata: ")}\n\n");

    /// <summary>A line that clients skip, to keep proxies from closing a silent stream.</summary>
    public static ReadOnlyMemory<byte> Comment { get; } = ": still here\n\n"u8.ToArray();

    /// <summary>A sign of life that a page can see.</summary>
    public static ReadOnlyMemory<byte> Beat { get; } = "event: beat\ndata: \n\n"u8.ToArray();

    /// <summary>How long to wait before connecting again: spread, so that a thousand viewers do not come back at once, and with its answer within two seconds.</summary>
    public static ReadOnlyMemory<byte> Retry() => Encoding.UTF8.GetBytes($"retry: {Random.Shared.Next(250, 1_000)}\n\n");
}
