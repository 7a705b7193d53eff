using StackExchange.Redis;
using Voting.Stores;
using Voting.Worker.Balance;

namespace Voting.Worker.Tests.Stores;

/// <summary>Stream, workers and ledger of one test. It appends as the API does (docs/contracts.md).</summary>
internal sealed class VotePath(Servers servers, LedgerDatabase ledger) : IAsyncDisposable
{
    private readonly List<WorkerHost> _workers = [];

    public LedgerDatabase Ledger => ledger;

    public IDatabase Stream => servers.Stream;

    /// <param name="claimAfter">Setting of the intake.</param>
    /// <param name="wire">What the worker reaches Redis through; null: nothing.</param>
    /// <param name="protocol">The Redis protocol that it speaks: resp2, resp3; null: what the client chooses.</param>
    /// <param name="settings">Configuration.</param>
    public WorkerHost StartWorker(string claimAfter = "00:00:00.5", StoreProxy? wire = null, string? protocol = null, params (string Key, string Value)[] settings)
    {
        var redis = wire is null ? servers.Redis.ConnectionString : $"127.0.0.1:{wire.Port},password={servers.Redis.Password}";
        redis += protocol is null ? "" : $",protocol={protocol}";
        var worker = new WorkerHost(redis, ledger.Worker, claimAfter, settings);
        _workers.Add(worker);
        worker.StartServer();
        return worker;
    }

    public Task<string> OpenAsync(string poll, string? definition = null, int version = 1)
        => AppendAsync("v", "1", "type", version == 1 ? "poll.opened" : "poll.changed", "id", $"{poll}:{version}", "poll", poll, "definition", definition ?? Definitions.Json(poll, version: version));

    public Task<string> CloseAsync(string poll) => AppendAsync("v", "1", "type", "poll.closed", "id", $"{poll}:closed", "poll", poll);

    public Task<string> CastAsync(string poll, int voter, string content, Guid? ballot = null)
        => AppendAsync("v", "1", "type", "ballot.cast", "id", (ballot ?? Guid.NewGuid()).ToString("D"), "poll", poll, "voter", $"{voter:x32}", "content", content);

    public Task<string> AppendAsync(params string[] fields) => AppendAtAsync("*", fields);

    public async Task<string> AppendAtAsync(string id, params string[] fields)
        => (string)(await Stream.ExecuteAsync("XADD", ["votes", id, .. fields]))!;

    /// <summary>Reads as a worker that dies before it stores.</summary>
    public async Task ReadAndDieAsync(int entries, string consumer = "dead")
    {
        await EnsureGroupAsync();
        await Stream.ExecuteAsync("XREADGROUP", "GROUP", "ledger", consumer, "COUNT", entries, "STREAMS", "votes", ">");
    }

    public async Task EnsureGroupAsync()
    {
        try
        {
            await Stream.ExecuteAsync("XGROUP", "CREATE", "votes", "ledger", "0", "MKSTREAM", "ENTRIESREAD", 0);
        }
        catch (RedisServerException exception) when (exception.Message.StartsWith("BUSYGROUP", StringComparison.Ordinal))
        {
        }
    }

    public async Task<long> PendingAsync() => (long)((RedisResult[])(await Stream.ExecuteAsync("XPENDING", "votes", "ledger"))!)[0];

    public async Task<long> LengthAsync(string stream = "votes") => (long)await Stream.ExecuteAsync("XLEN", stream);

    /// <summary>The reasons of the dead letters, oldest first.</summary>
    public async Task<List<string>> DeadReasonsAsync()
        => [.. ((RedisResult[])(await Stream.ExecuteAsync("XRANGE", "votes:dead", "-", "+"))!)
            .Select(letter => ((string[])((RedisResult[])letter!)[1]!)[1])];

    /// <summary>Waits until every entry has its outcome, and sees that the balance is 0.</summary>
    public async Task SettleAsync()
    {
        LedgerBalance? last = null;
        try
        {
            await Eventually.TrueAsync("nothing is in flight and the balance is 0", async () =>
                (last = await _workers[^1].BalanceAsync()) is { InFlight: 0, Balance: 0 });
        }
        catch (TimeoutException exception)
        {
            Assert.Fail($"{exception.Message} The balance is {last}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
        {
            await worker.DisposeAsync();
        }

        await ledger.DisposeAsync();
    }
}
