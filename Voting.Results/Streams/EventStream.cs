using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Voting.Results.Ledger;
using Voting.Results.Live;

namespace Voting.Results.Streams;

/// <summary>Writes what a viewer watches as text/event-stream until the viewer leaves or the process ends.</summary>
/// <remarks>
/// Not <c>TypedResults.ServerSentEvents</c> of .NET 10: it writes no comments and sets a Cache-Control of its own, without no-transform;
/// and it would write each event anew for every viewer, where all viewers of a poll share one array of bytes here.
/// </remarks>
internal sealed class EventStream(IOptions<LiveOptions> options, ResultsTelemetry telemetry, IHostApplicationLifetime lifetime)
{
    public Task SendResultsAsync(HttpContext context, Watch watch, bool hasVoted)
    {
        PollTally? sent = null;
        return SendAsync(context, watch, ServerSentEvent.Comment, TimeSpan.Zero, frame =>
        {
            // The balance and the connection changed; the results did not.
            if (ReferenceEquals(frame.View.Tally, sent))
            {
                return Task.FromResult(ReadOnlyMemory<byte>.Empty);
            }

            sent = frame.View.Tally;
            return Task.FromResult(frame.Json(hasVoted));
        });
    }

    public Task SendBoardAsync(HttpContext context, Watch watch, bool hasVoted) =>
        SendAsync(context, watch, ServerSentEvent.Beat, TimeSpan.FromMilliseconds(options.Value.PicturePauseMilliseconds), frame => frame.Html(hasVoted));

    private async Task SendAsync(
        HttpContext context, Watch watch, ReadOnlyMemory<byte> signOfLife, TimeSpan pause, Func<Frame, Task<ReadOnlyMemory<byte>>> eventOf)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        Open(context);
        try
        {
            await WriteAsync(context, ServerSentEvent.Retry(), leaving.Token);
            while (true)
            {
                if (!await HasFrameAsync(watch, leaving.Token))
                {
                    await WriteAsync(context, signOfLife, leaving.Token);
                    continue;
                }

                if (watch.Frames.TryRead(out var frame) && await eventOf(frame) is { IsEmpty: false } bytes)
                {
                    await WriteAsync(context, bytes, leaving.Token);
                    telemetry.Pushes.Add(1);
                    await Task.Delay(pause, leaving.Token);
                }
            }
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The viewer left, or the process ends: either way the stream is over.
        }
    }

    private async Task<bool> HasFrameAsync(Watch watch, CancellationToken ct)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(ct);
        silence.CancelAfter(TimeSpan.FromSeconds(options.Value.HeartbeatSeconds));
        try
        {
            return await watch.Frames.WaitToReadAsync(silence.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    private static void Open(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store, no-transform"; // a proxy that compresses would hold events back
        context.Response.Headers["X-Accel-Buffering"] = "no"; // nginx would gather them
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    private static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        await context.Response.Body.WriteAsync(bytes, ct);
        await context.Response.Body.FlushAsync(ct);
    }
}
