using System.Collections.Concurrent;
using System.Diagnostics;
using Voting.Stores;
using Voting.Worker.Tests.Stores;

namespace Voting.Worker.Tests.Intake;

/// <summary>A traced vote's trace ends in the worker, and a batch's SQL has a span above it.</summary>
[Collection(SharedServers.Name)]
public sealed class SpanTests(Servers servers)
{
    [Fact]
    public async Task A_vote_whose_trace_is_recorded_gets_a_span_and_the_SQL_of_its_batch_lies_under_the_batch()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Voting.Worker" or "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        var (recorded, unrecorded) = (ActivityTraceId.CreateRandom(), ActivityTraceId.CreateRandom());
        await AppendAsync(path, 1, $"00-{recorded}-{ActivitySpanId.CreateRandom()}-01");
        await AppendAsync(path, 2, $"00-{unrecorded}-{ActivitySpanId.CreateRandom()}-00");
        path.StartWorker();
        await path.SettleAsync();
        await Eventually.TrueAsync("the vote has its span", () => Task.FromResult(spans.Any(span => span.TraceId == recorded)));

        var vote = spans.Single(span => span.TraceId == recorded);
        Assert.Equal(("process votes", ActivityKind.Consumer), (vote.DisplayName, vote.Kind));
        Assert.Equal(("process", "votes", "ledger"), (vote.GetTagItem("messaging.operation.type"), vote.GetTagItem("messaging.destination.name"), vote.GetTagItem("messaging.consumer.group.name")));
        Assert.DoesNotContain(spans, span => span.TraceId == unrecorded);
        var batch = Assert.Single(spans, span => span.Links.Any(link => link.Context.TraceId == recorded));
        Assert.Equal(("process votes", null), (batch.DisplayName, batch.ParentId));
        Assert.Contains(spans, span => span.Source.Name == "Npgsql" && span.ParentSpanId == batch.SpanId);
    }

    private static Task<string> AppendAsync(VotePath path, int voter, string traceparent) => path.AppendAsync(
        "v", "1", "type", "ballot.cast", "id", Guid.NewGuid().ToString("D"), "poll", "pets", "voter", $"{voter:x32}", "content", "cats", "traceparent", traceparent);
}
