using Voting.Stores;

namespace Voting.Load.Processes;

/// <summary>Where the rooms find the stores: directly, or each kind of room through a proxy of its own for each store.</summary>
internal sealed class Wires : IAsyncDisposable
{
    private readonly StoreProxy[] _proxies = [];

    public Wires(bool proxied, int redis, int postgres)
    {
        if (proxied)
        {
            _proxies =
            [
                new("api to redis", redis), new("worker to redis", redis),
                new("api to postgres", postgres), new("worker to postgres", postgres),
                new("results to postgres", postgres),
            ];
        }

        int[] ports = proxied ? [.. _proxies.Select(proxy => proxy.Port)] : [redis, redis, postgres, postgres, postgres];
        (ApiRedis, WorkerRedis, ApiPostgres, WorkerPostgres, ResultsPostgres) = (ports[0], ports[1], ports[2], ports[3], ports[4]);
    }

    public IReadOnlyList<StoreProxy> Proxies => _proxies;

    public int ApiRedis { get; }

    public int WorkerRedis { get; }

    public int ApiPostgres { get; }

    public int WorkerPostgres { get; }

    public int ResultsPostgres { get; }

    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in _proxies)
        {
            await proxy.DisposeAsync();
        }
    }
}
