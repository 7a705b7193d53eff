using System.Buffers.Binary;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard;

/// <summary>One gRPC call, framed by hand: the feed of an offline machine has no gRPC server package.</summary>
internal sealed class GrpcCall(HttpContext http)
{
    public const int Unauthenticated = 16, Unimplemented = 12;
    private const int Prefix = 5;

    public CancellationToken Cancelled => http.RequestAborted;

    public async Task<T> ReadAsync<T>(MessageParser<T> parser) where T : IMessage<T>
    {
        var prefix = new byte[Prefix];
        await http.Request.Body.ReadExactlyAsync(prefix, Cancelled);
        var message = new byte[BinaryPrimitives.ReadInt32BigEndian(prefix.AsSpan(1))];
        await http.Request.Body.ReadExactlyAsync(message, Cancelled);
        return parser.ParseFrom(message);
    }

    public async Task WriteAsync(IMessage message)
    {
        await StartAsync();
        var size = message.CalculateSize();
        var frame = new byte[Prefix + size];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), size);
        message.WriteTo(frame.AsSpan(Prefix));
        await http.Response.Body.WriteAsync(frame, Cancelled);
        await http.Response.Body.FlushAsync(Cancelled);
    }

    /// <summary>Writes the only message, or the last one.</summary>
    public async Task AnswerAsync(IMessage message)
    {
        await WriteAsync(message);
        http.Response.AppendTrailer("grpc-status", "0");
    }

    /// <summary>Answers without a message.</summary>
    public void Refuse(int status, string message)
    {
        http.Response.ContentType = "application/grpc";
        http.Response.Headers["grpc-status"] = status.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["grpc-message"] = Uri.EscapeDataString(message);
    }

    /// <summary>Sends the headers; a client of a stream waits for them.</summary>
    public Task StartAsync()
    {
        if (http.Response.HasStarted)
            return Task.CompletedTask;

        http.Response.ContentType = "application/grpc";
        return http.Response.StartAsync(Cancelled);
    }
}
