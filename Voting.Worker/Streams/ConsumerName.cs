namespace Voting.Worker.Streams;

/// <summary>This process's name in the consumer group: new with every start, so that a successor claims what its predecessor left.</summary>
internal sealed record ConsumerName(string Value)
{
    public static ConsumerName Create() => new($"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}");
}
